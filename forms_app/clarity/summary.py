"""Ratings summed up for staff: page by page and language by language, the least clear first."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from forms_app.clarity.rating import STARS, Reason
from forms_app.clarity.store import row_identity
from forms_app.database import clarity, reading
from forms_app.privacy.private import Private
from forms_app.privacy.sealing import open_sealed


class Span(NamedTuple):
    """From the first to the last day, both counted."""

    first: dt.date
    last: dt.date


@dataclass
class Line:
    """What was said of a page in a language.

    Attributes:
        stars: how often each rating was given.
        reasons: how often each answer was chosen.
        words: how many readers wrote words that are still kept.
        suspect: how many ratings a robot may have sent; nothing else counts them.
    """

    page: str
    language: str
    stars: Counter[int] = field(default_factory=Counter)
    reasons: Counter[Reason] = field(default_factory=Counter)
    words: int = 0
    suspect: int = 0

    @property
    def number(self) -> int:
        """How many ratings."""
        return self.stars.total()

    @property
    def mean(self) -> float | None:
        """The mean rating; None without any."""
        return (
            sum(stars * count for stars, count in self.stars.items()) / self.number if self.number else None
        )

    @property
    def most_chosen(self) -> tuple[Reason, int] | None:
        """The answer that was chosen most often, and how often; of two the first in the order of the page."""
        if not self.reasons:
            return None
        return max(self.reasons.items(), key=lambda item: (item[1], -list(Reason).index(item[0])))


@dataclass(frozen=True)
class Words:
    """What a reader wrote about a page."""

    day: dt.date
    page: str
    language: str
    stars: int
    text: Private


def summarise(engine: sa.Engine, span: Span) -> list[Line]:
    """Sum up, the least clear first; pages that only robots rated come last. Raises StorageUnavailableError."""
    columns = (clarity.c.page, clarity.c.language, clarity.c.suspect, clarity.c.stars, clarity.c.reason)
    counts = (sa.func.count().label("number"), sa.func.count(clarity.c.details).label("words"))
    lines: dict[tuple[str, str], Line] = {}
    with reading(engine) as connection:
        for row in connection.execute(sa.select(*columns, *counts).where(_in(span)).group_by(*columns)):
            line = lines.setdefault((row.page, row.language), Line(row.page, row.language))
            _add(line, row)
    return sorted(lines.values(), key=_order)


def read_words(
    engine: sa.Engine, key: X25519PrivateKey, span: Span, page: str | None = None
) -> Iterator[Words]:
    """Give the words that are kept, the newest day first, of one page or of all; not those of robots.

    Raises StorageUnavailableError and SealBrokenError.
    """
    written = sa.and_(_in(span), clarity.c.details.is_not(None), sa.not_(clarity.c.suspect))
    query = sa.select(clarity).where(written if page is None else sa.and_(written, clarity.c.page == page))
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(clarity.c.day.desc(), clarity.c.page, clarity.c.id)).all()
    for row in rows:
        text = open_sealed(row.details, key, row_identity(row.id)).decode()
        yield Words(row.day, row.page, row.language, row.stars, Private(text))


def write_csv(lines: Iterable[Line]) -> str:
    """Write the summary as CSV (RFC 4180), with a line of names; readers' words are not in it."""
    text = io.StringIO()
    writer = csv.writer(text)
    names = ["page", "language", "ratings", "mean", *(f"stars_{stars}" for stars in STARS)]
    writer.writerow([*names, *(str(reason) for reason in Reason), "words", "suspect"])
    for line in lines:
        mean = "" if line.mean is None else f"{line.mean:.2f}"
        stars, reasons = (line.stars[one] for one in STARS), (line.reasons[one] for one in Reason)
        writer.writerow(
            [line.page, line.language, line.number, mean, *stars, *reasons, line.words, line.suspect]
        )
    return text.getvalue()


def _in(span: Span) -> sa.ColumnElement[bool]:
    return clarity.c.day.between(span.first, span.last)


def _add(line: Line, row: sa.Row[tuple[object, ...]]) -> None:
    if row.suspect:
        line.suspect += row.number
        return
    line.stars[row.stars] += row.number
    line.words += row.words
    if row.reason is not None:
        line.reasons[row.reason] += row.number


def _order(line: Line) -> tuple[bool, float, int, str, str]:
    return line.mean is None, line.mean or 0, -line.number, line.page, line.language

"""What remains of requests: how many a day, by route, state and language. Small groups are never shown."""

from __future__ import annotations

import csv
import datetime as dt
import io
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from forms_app.database import reading, request, statistics
from forms_app.outbox.states import RequestState

SMALLEST_SHOWN = 5
ROME = ZoneInfo("Europe/Rome")
_NAMES = ("day", "program", "service", "municipality", "state", "language")


class Group(NamedTuple):
    """What requests are counted by; a word is empty where the route has no such part."""

    day: dt.date
    """The day of reception, in Italy."""
    program: str
    service: str
    municipality: str
    """ISTAT code."""
    state: str
    """How far they had come; for destroyed ones, when they were destroyed."""
    language: str


Counts = dict[Group, int]


def count(connection: sa.Connection, ids: Sequence[uuid.UUID]) -> None:
    """Add requests to the count that remains; in the transaction that deletes them."""
    for group, number in _counted(connection, request.c.id.in_(ids)).items():
        key = sa.and_(*(statistics.c[name] == value for name, value in group._asdict().items()))
        more = statistics.update().where(key).values(number=statistics.c.number + number)
        if not connection.execute(more).rowcount:
            connection.execute(statistics.insert().values(**group._asdict(), number=number))


def counts(engine: sa.Engine, first: dt.date, last: dt.date) -> Counts:
    """Count all requests received from `first` to `last`, stored and destroyed. Raises StorageUnavailableError."""
    start, end = (dt.datetime.combine(day, dt.time(), ROME) for day in (first, last + dt.timedelta(days=1)))
    with reading(engine) as connection:
        found = _counted(connection, sa.and_(request.c.received_at >= start, request.c.received_at < end))
        kept = connection.execute(sa.select(statistics).where(statistics.c.day.between(first, last)))
        for row in kept:
            found[Group(*(row._mapping[name] for name in _NAMES))] += row.number  # noqa: SLF001 - its public name
    return dict(found)


def shown(found: Counts) -> list[tuple[Group, int]]:
    """Return the groups that may be shown, in order: a smaller one than `SMALLEST_SHOWN` could point at a person.

    The small groups of a day are one group without words, where together they are large enough.
    """
    large = {group: number for group, number in found.items() if number >= SMALLEST_SHOWN}
    rest: Counter[Group] = Counter()
    for group, number in found.items():
        if group not in large:
            rest[Group(group.day, *[REST] * 5)] += number
    enough = {group: number for group, number in rest.items() if number >= SMALLEST_SHOWN}
    return sorted({**large, **enough}.items())


REST = "*"
"""Stands for every word of the group in which a day's small groups are put together."""


def write_csv(rows: Iterable[tuple[Group, int]]) -> str:
    """Write groups as CSV (RFC 4180), with a line of names."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*_NAMES, "requests"])
    writer.writerows([*group, number] for group, number in rows)
    return text.getvalue()


def _counted(connection: sa.Connection, which: sa.ColumnElement[bool]) -> Counter[Group]:
    columns = (request.c.received_at, request.c.program, request.c.service, request.c.municipality)
    rows = connection.execute(sa.select(*columns, request.c.state, request.c.language).where(which))
    return Counter(_group(*row) for row in rows)


def _group(  # noqa: PLR0913, PLR0917 - the columns of a row
    received_at: dt.datetime,
    program: str | None,
    service: str | None,
    municipality: str | None,
    state: RequestState,
    language: str,
) -> Group:
    day = received_at.astimezone(ROME).date()
    return Group(day, program or "", service or "", municipality or "", str(state), language)

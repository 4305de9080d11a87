"""When facts were last confirmed, by the editor in front matter or by the owner's answer in a file beside the site.

The file has one JSON object a line, oldest first; the forms app only ever appends to it:
`{"date": "2026-11-23", "by": "energheia", "page": "enti/energheia.md", "fact": "phone", "value": "0375 40200"}`.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.catalogue.facts import Fact, FactKind, facts_of, owner_of
from sportello.catalogue.model import Location, Organization, Program, Service
from sportello.catalogue.problems import Problem, Severity, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sportello.catalogue.catalogue import Catalogue
    from sportello.catalogue.record import Record

_AHEAD = dt.timedelta(days=1)
"""Clocks and time zones of two machines may differ by a day; a later date is a mistake and confirms nothing."""


@dataclass(frozen=True)
class Confirmation:
    """An owner's word that a fact is right.

    Attributes:
        by: the name of the organization's page without `.md`.
    """

    fact: Fact
    date: dt.date
    by: str


@dataclass(frozen=True)
class Standing:
    """A fact with its owner and when it was last confirmed; None where that is not known."""

    fact: Fact
    owner: Organization | None
    confirmed: dt.date | None


def write_line(confirmation: Confirmation) -> str:
    """A line of the file, without its end."""
    fact = confirmation.fact
    said = {"date": confirmation.date.isoformat(), "by": confirmation.by, "page": fact.page}
    return json.dumps({**said, "fact": fact.kind.value, "value": fact.value}, ensure_ascii=False)


def read_line(line: str) -> Confirmation:
    """Read a line of the file. Raises ValueError for what is none."""
    said = json.loads(line)
    if not isinstance(said, dict) or set(said) != {"date", "by", "page", "fact", "value"}:
        raise ValueError(line)
    if not all(isinstance(value, str) for value in said.values()):
        raise ValueError(line)
    fact = Fact(said["page"], FactKind(said["fact"]), said["value"])
    return Confirmation(fact, dt.date.fromisoformat(said["date"]), said["by"])


def read_confirmations(file: Path, name: str) -> tuple[Mapping[Fact, Confirmation], list[Problem]]:
    """The last confirmation of each fact, and a warning for each line that says none; no file is no confirmation.

    Args:
        file: where it is.
        name: how problems name it.
    """
    try:
        lines = file.read_text("utf-8").split("\n")
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError):
        return {}, [_problem(name, 1)]
    found: dict[Fact, Confirmation] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = read_line(line)
        except ValueError:
            problems.append(_problem(name, number))
            continue
        if one.fact not in found or found[one.fact].date <= one.date:
            found[one.fact] = one
    return found, problems


def last_confirmed(catalogue: Catalogue, fact: Fact, today: dt.date) -> dt.date | None:
    """The last day on which somebody said that a fact is right; None where nobody did."""
    answered = catalogue.confirmations.get(fact)
    dates = (_by_hand(catalogue.pages.get(fact.page)), answered.date if answered else None)
    return max((date for date in dates if date and date <= today + _AHEAD), default=None)


def is_stale(catalogue: Catalogue, fact: Fact, today: dt.date) -> bool:
    """Whether a fact was not confirmed lately, or never."""
    confirmed = last_confirmed(catalogue, fact, today)
    return confirmed is None or (today - confirmed).days > catalogue.site.options.stale_after_days


def standings(catalogue: Catalogue, today: dt.date) -> Iterator[Standing]:
    """Every fact of the site in the order of its pages; a fact that a page says twice comes once."""
    for record in catalogue.pages.values():
        for fact in dict.fromkeys(facts_of(record)):
            yield Standing(fact, owner_of(catalogue, record), last_confirmed(catalogue, fact, today))


def stale_facts(catalogue: Catalogue, today: dt.date) -> tuple[Standing, ...]:
    """The facts that nobody has confirmed lately."""
    return tuple(one for one in standings(catalogue, today) if is_stale(catalogue, one.fact, today))


def _by_hand(record: Record | None) -> dt.date | None:
    if isinstance(record, Program | Service | Organization | Location) and record.confirmed:
        return record.confirmed.date
    return None


def _problem(name: str, line: int) -> Problem:
    found = message("la riga non dice chi ha confermato che cosa: non vale")
    return Problem(name, line, "", found, message("togli la riga"), Severity.WARNING)

"""Days on which a desk is closed though its week says otherwise, for the formats that have a place for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sportello.catalogue.opening import Day, Timetable
from sportello.open_data.entity import Entity
from sportello.pages.open_now import reason, timetable
from sportello.pages.phrase import Phrase

if TYPE_CHECKING:
    from sportello.catalogue.model import Location
    from sportello.catalogue.parts import Closure
    from sportello.pages.voice import Voice

AHEAD = 92
"""For how many days holidays are told; closures are told as soon as they are written."""

_A_DAY = timedelta(days=1)
Period = tuple[date | None, date | None]
"""First and last day; None where it has no beginning, or no end."""


def special_hours(voice: Voice, desk: Location) -> list[Entity]:
    """schema.org's `OpeningHoursSpecification` of closures and holidays: from midnight to midnight is closed."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": first.isoformat(),
            "validThrough": last.isoformat(),
            "opens": "00:00",
            "closes": "00:00",
            "description": why,
        }
        for first, last, why in sorted(_closed(voice, desk))
    ]


def usual_periods(closures: Iterable[Closure], today: date) -> list[Period]:
    """When the week's hours hold, from today on: before, between and after the closures that are not over."""
    coming = sorted((closure.start, closure.last) for closure in closures if closure.last >= today)
    periods: list[Period] = []
    first: date | None = None
    for start, last in coming:
        if start > max(first or today, today):
            periods.append((first, start - _A_DAY))
        first = max(first or last, last + _A_DAY)
    return [*periods, (first, None)]


def _closed(voice: Voice, desk: Location) -> Iterator[tuple[date, date, str]]:
    table = timetable(voice, desk)
    for closure in table.closures:
        if closure.last >= voice.today:
            yield closure.start, closure.last, voice.phrase(closure.reason, desk.path).text
    for day in _days_off(table, voice.today) if table.hours else ():
        if day.off and day.off.closure is None:
            why = reason(voice, desk.path, day.off)
            yield day.date, day.date, why.text if isinstance(why, Phrase) else why


@lru_cache(maxsize=1024)
def _days_off(table: Timetable, first: date) -> tuple[Day, ...]:
    """Many services may be given at one desk."""
    return tuple(day for day in table.days(first, AHEAD) if day.off)

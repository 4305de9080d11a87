"""From wall time to instants, also in the nights in which the clocks change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from sportello.catalogue.opening.timetable import Day

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True)
class Opening:
    """An opening without a break; both instants in UTC."""

    start: datetime
    end: datetime


def openings(days: Iterable[Day]) -> Iterator[Opening]:
    """The openings of days in order, those that touch made one."""
    last: Opening | None = None
    for day in days:
        for span in day.spans:
            start, end = opens_at(day.date, span.start), closes_at(day.date, span.end)
            if last and start <= last.end:
                last = Opening(last.start, max(last.end, end))
                continue
            if last:
                yield last
            last = Opening(start, end) if start < end else None
    if last:
        yield last


def opens_at(day: date, wall: time) -> datetime:
    """The instant at which the clocks first show a time, or pass over it."""
    return _instant(day, wall, fold=0)


def closes_at(day: date, wall: time) -> datetime:
    """The instant at which the clocks last show a time, or pass over it."""
    return _instant(day, wall, fold=1)


@lru_cache(maxsize=8192)
def _instant(day: date, wall: time, fold: int) -> datetime:
    local = datetime.combine(day, wall, ROME).replace(fold=fold)
    instant = local.astimezone(UTC)
    if instant.astimezone(ROME).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    return _clocks_change(day)


def _clocks_change(day: date) -> datetime:
    """When the clocks jump forward on a day: at a full hour."""
    midnight = datetime.combine(day, time(), ROME)
    hours = (midnight.astimezone(UTC) + timedelta(hours=n) for n in range(24))
    return next(hour for hour in hours if hour.astimezone(ROME).utcoffset() != midnight.utcoffset())

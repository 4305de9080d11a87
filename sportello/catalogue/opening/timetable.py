"""What a desk does on a day: its week, less the days off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sportello.catalogue.opening.holidays import is_national_holiday
from sportello.catalogue.parts import Closure, WeeklyHours
from sportello.catalogue.values import DayOfYear, Span

if TYPE_CHECKING:
    from sportello.catalogue.model import Location, Municipality

_WEEK = tuple(WeeklyHours.model_fields)


class Off(StrEnum):
    """Why a day is off."""

    CLOSURE = "closure"
    PATRON = "patron"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class DayOff:
    """A day off; `closure` is the one that holds, when it is one."""

    why: Off
    closure: Closure | None = None


@dataclass(frozen=True)
class Day:
    """A day of a desk.

    Attributes:
        spans: when it is open, in order; none when it is closed all day, or its hours are not known.
        off: why it is off; a holiday on which the desk would be closed anyway is none.
    """

    date: date
    spans: tuple[Span, ...]
    off: DayOff | None


@dataclass(frozen=True)
class Timetable:
    """All that decides when a desk is open.

    Attributes:
        hours: None when they are not known.
        patron: the feast of its municipality's patron saint, when known.
        online_only_until: the first day on which it does not answer only online.
    """

    hours: WeeklyHours | None = None
    closures: tuple[Closure, ...] = ()
    patron: DayOfYear | None = None
    online_only_until: date | None = None
    by_appointment: bool = False

    def on(self, day: date) -> Day:
        """What the desk does on a day."""
        usual = self._usual(day)
        off = self._off(day, rests_anyway=self.hours is not None and not usual)
        return Day(day, () if off else usual, off)

    def days(self, first: date, count: int) -> Iterator[Day]:
        """Each of `count` days from `first` on."""
        return (self.on(first + timedelta(days=ahead)) for ahead in range(count))

    def is_online_only(self, day: date) -> bool:
        """Whether the desk answers only online on a day."""
        return self.online_only_until is not None and day < self.online_only_until

    def _usual(self, day: date) -> tuple[Span, ...]:
        if self.hours is None:
            return ()
        spans: tuple[Span, ...] = getattr(self.hours, _WEEK[day.weekday()])
        return tuple(sorted(spans))

    def _off(self, day: date, *, rests_anyway: bool) -> DayOff | None:
        closure = next((c for c in self.closures if c.start <= day <= c.last), None)
        if closure:
            return DayOff(Off.CLOSURE, closure)
        if rests_anyway:
            return None
        if self.patron and self.patron.falls_on(day):
            return DayOff(Off.PATRON)
        return DayOff(Off.HOLIDAY) if is_national_holiday(day) else None


def make_timetable(location: Location, municipality: Municipality | None) -> Timetable:
    """The timetable of a desk in a municipality."""
    return Timetable(
        hours=location.hours,
        closures=location.closures,
        patron=municipality.patron if municipality else None,
        online_only_until=location.online_only_until,
        by_appointment=location.by_appointment,
    )

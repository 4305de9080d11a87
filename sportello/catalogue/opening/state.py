"""What holds at a desk at an instant, and how that changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from sportello.catalogue.opening.instants import ROME, Opening, openings, opens_at
from sportello.catalogue.opening.timetable import Day

if TYPE_CHECKING:
    from sportello.catalogue.opening.timetable import Timetable

LOOK_AHEAD = 92
"""How many days ahead the next opening is looked for: longer than a summer's closure."""


@dataclass(frozen=True)
class State:
    """What holds at an instant. By appointment is an axis of its own: such a desk is not closed between its hours.

    Attributes:
        today: the day in Rome, and why it is off, if it is.
        open_until: when it closes (UTC); None when it is closed, or its hours are not known.
        next: the next opening within three months (UTC), the one that holds now left out.
    """

    today: Day
    open_until: datetime | None
    next: Opening | None
    online_only: bool
    by_appointment: bool
    knows_hours: bool


def state_at(timetable: Timetable, instant: datetime) -> State:
    """What holds at an instant (an aware one)."""
    today = instant.astimezone(ROME).date()
    return _state(timetable, _coming(timetable, today, 1), instant)


def timeline(timetable: Timetable, first: date, days: int) -> Iterator[tuple[datetime, State]]:
    """What holds at each instant (UTC) at which something changes, from the first midnight on, for `days` days."""
    coming = _coming(timetable, first, days)
    midnights = [opens_at(first + timedelta(days=ahead), time()) for ahead in range(days + 1)]
    turns = {turn for opening in coming for turn in (opening.start, opening.end)}
    for instant in sorted(turns.union(midnights[:-1])):
        if instant < midnights[-1]:
            yield instant, _state(timetable, coming, instant)


def _coming(timetable: Timetable, first: date, days: int) -> list[Opening]:
    return list(openings(timetable.days(first, days + LOOK_AHEAD))) if timetable.hours else []


def _state(timetable: Timetable, coming: list[Opening], instant: datetime) -> State:
    today = timetable.on(instant.astimezone(ROME).date())
    begun = bisect_right(coming, instant.astimezone(UTC), key=attrgetter("start"))
    current = coming[begun - 1] if begun and coming[begun - 1].end > instant else None
    return State(
        today=today,
        open_until=current.end if current else None,
        next=coming[begun] if begun < len(coming) else None,
        online_only=timetable.is_online_only(today.date),
        by_appointment=timetable.by_appointment,
        knows_hours=timetable.hours is not None,
    )

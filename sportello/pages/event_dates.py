"""The dates of an event: mostly one, sometimes several."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sportello.catalogue.parts import EventDate

if TYPE_CHECKING:
    from sportello.catalogue.model import Event


def dates(event: Event) -> tuple[EventDate, ...]:
    """Every date of an event as its editor listed them, the first one first, each with its hours."""
    first = EventDate(start=event.start, end=event.end, hours=event.hours)
    further = (held.model_copy(update={"hours": held.hours or event.hours}) for held in event.more_dates)
    return first, *further


def in_time(event: Event) -> list[EventDate]:
    """Every date of an event, the earliest first."""
    return sorted(dates(event), key=lambda held: (held.start, str(held.hours)))


def next_date(event: Event, today: date) -> EventDate:
    """The first date that is not over by a day; the last one when all are."""
    held = in_time(event)
    return next((one for one in held if not is_past(one, today)), held[-1])


def is_past(held: EventDate, today: date) -> bool:
    """Whether the last day of a date is over."""
    return (held.end or held.start) < today

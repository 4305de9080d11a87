"""Calendars that a reader's program keeps up with by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sportello.catalogue.parts import WeeklyHours

if TYPE_CHECKING:
    from sportello.catalogue.model import Location
    from sportello.catalogue.record import Record
    from sportello.pages.voice import Voice


def calendar_path(record: Record) -> str:
    """The path of a page's iCalendar file below the language's root."""
    return f"{record.path.removesuffix('.md')}.ics"


def subscription(voice: Voice, record: Record) -> str | None:
    """The `webcal:` address of a page's calendar; None for a site without an address of its own."""
    if not voice.catalogue.site.url:
        return None
    return urlsplit(voice.root_url + calendar_path(record))._replace(scheme="webcal").geturl()


def has_dates(voice: Voice, location: Location) -> bool:
    """Whether anything is known that could stand in a desk's calendar: hours, closures, events held there."""
    hours = location.hours
    return (
        any(getattr(hours, day) for day in (WeeklyHours.model_fields if hours else ()))
        or any(closure.last >= voice.today for closure in location.closures)
        or any(event.location == location.slug for event in voice.catalogue.events.values())
    )

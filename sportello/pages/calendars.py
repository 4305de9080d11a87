"""iCalendar files (RFC 5545) of events, and of all events of a program; the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from sportello.pages.contacts import where
from sportello.pages.links import page_url
from sportello.translation import lang_tag

if TYPE_CHECKING:
    from sportello.catalogue import model
    from sportello.pages.voice import Voice

ROME = ZoneInfo("Europe/Rome")


def calendar_files(voice: Voice) -> Iterator[tuple[str, bytes]]:
    """Each calendar's path below the language's root (`eventi/jobfest.ics`), and what stands in it."""
    events = voice.catalogue.events.values()
    for event in events:
        yield event.path.removesuffix(".md") + ".ics", calendar(voice, [event])
    for program in voice.catalogue.programs.values():
        theirs = [event for event in events if event.program == program.slug]
        if theirs:
            yield program.path.removesuffix(".md") + ".ics", calendar(voice, theirs)


def calendar(voice: Voice, events: Iterable[model.Event]) -> bytes:
    """A calendar of some events."""
    document = Calendar()
    document.add("prodid", f"-//Sportello//{voice.language}//")
    document.add("version", "2.0")
    days: list[date] = []
    for event in events:
        document.add_component(_entry(voice, event))
        days += [event.start] if event.hours else []
    if days:
        document.add_missing_timezones(first_date=min(days), last_date=max(days) + timedelta(days=366))
    return bytes(document.to_ical())


def _entry(voice: Voice, event: model.Event) -> Event:
    entry = Event()
    entry.add("uid", f"{event.slug}@{urlsplit(voice.catalogue.site.url).hostname or 'sportello'}")
    entry.add("dtstamp", datetime.combine(voice.updated(event) or event.start, time(), UTC))
    for name, said in (
        ("summary", voice.title(event)),
        ("description", voice.phrase(event.summary, event.path)),
    ):
        entry.add(name, said.text, parameters={"LANGUAGE": lang_tag(said.foreign or voice.language)})
    entry.add("status", "TENTATIVE" if event.tentative else "CONFIRMED")
    start, end = _times(event)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    place = _place(voice, event)
    if place:
        entry.add("location", place)
    if voice.catalogue.site.url:
        root = voice.root_url if voice.has(event.path) else voice.catalogue.site.url
        entry.add("url", root + page_url(event.path))
    return entry


def _times(event: model.Event) -> tuple[date | datetime, date | datetime]:
    """Start and end; whole days end on the day after the last (RFC 5545, 3.6.1)."""
    last = event.end or event.start
    if event.hours is None:
        return event.start, last + timedelta(days=1)
    start = datetime.combine(event.start, event.hours.start, ROME)
    return start, datetime.combine(last, event.hours.end, ROME)


def _place(voice: Voice, event: model.Event) -> str | None:
    if event.place:
        return voice.phrase(event.place, event.path).text
    if event.location:
        return where(voice, voice.catalogue.locations[event.location])
    return voice.catalogue.municipalities[event.municipality].title if event.municipality else None

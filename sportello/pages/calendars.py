"""iCalendar files (RFC 5545) of events, of all events of a program, of desks; the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone

from sportello.catalogue.opening import ROME
from sportello.pages.contacts import where
from sportello.pages.desk_calendar import desk_entries
from sportello.pages.event_dates import dates
from sportello.pages.links import page_url
from sportello.pages.subscriptions import calendar_path, has_dates
from sportello.translation import lang_tag

if TYPE_CHECKING:
    from sportello.catalogue import model
    from sportello.catalogue.parts import EventDate
    from sportello.catalogue.record import Record
    from sportello.pages.voice import Voice


def calendar_files(voice: Voice) -> Iterator[tuple[str, bytes]]:
    """Each calendar's path below the language's root (`eventi/jobfest.ics`), and what stands in it."""
    events = voice.catalogue.events.values()
    for event in events:
        yield calendar_path(event), _calendar(voice, event, _entries(voice, [event]))
    for program in voice.catalogue.programs.values():
        theirs = [event for event in events if event.program == program.slug]
        if theirs:
            yield calendar_path(program), _calendar(voice, program, _entries(voice, theirs))
    for location in voice.catalogue.locations.values():
        if has_dates(voice, location):
            held = [event for event in events if event.location == location.slug]
            entries = (*desk_entries(voice, location, _host(voice)), *_entries(voice, held))
            yield calendar_path(location), _calendar(voice, location, entries)


def _calendar(voice: Voice, record: Record, entries: Iterable[Event]) -> bytes:
    """The calendar of a page, for a program that takes it over once or reads it every day (RFC 7986)."""
    document = Calendar()
    document.add("prodid", f"-//Sportello//{voice.language}//")
    document.add("version", "2.0")
    document.add("name", voice.title(record).text)
    document.add("x-wr-calname", voice.title(record).text)
    document.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    found = list(entries)
    days = [entry.start.date() for entry in found if isinstance(entry.start, datetime)]
    if days:
        document.add_component(_rome(min(days), max(days) + timedelta(days=366)))
    for entry in found:
        document.add_component(entry)
    return bytes(document.to_ical())


@lru_cache(maxsize=64)
def _rome(first: date, last: date) -> Timezone:
    """Rome's rules from one day to another; most desks' calendars begin in one week."""
    return Timezone.from_tzid(str(ROME), first_date=first, last_date=last)


def _entries(voice: Voice, events: Iterable[model.Event]) -> Iterator[Event]:
    """Each date of each event, the first under the event's own name."""
    for event in events:
        for number, held in enumerate(dates(event)):
            name = f"{event.slug}-{_stamp(held)}" if number else event.slug
            yield _entry(voice, event, held, f"{name}@{_host(voice)}")


def _stamp(held: EventDate) -> str:
    return f"{held.start:%Y%m%d}" + (f"T{held.hours.start:%H%M}" if held.hours else "")


def _entry(voice: Voice, event: model.Event, held: EventDate, uid: str) -> Event:
    entry = Event()
    entry.add("uid", uid)
    entry.add("dtstamp", datetime.combine(voice.updated(event) or event.start, time(), UTC))
    for name, said in (
        ("summary", voice.title(event)),
        ("description", voice.phrase(event.summary, event.path)),
    ):
        entry.add(name, said.text, parameters={"LANGUAGE": lang_tag(said.foreign or voice.language)})
    entry.add("status", "TENTATIVE" if event.tentative else "CONFIRMED")
    start, end = _times(held)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    place = _place(voice, event)
    if place:
        entry.add("location", place)
    if voice.catalogue.site.url:
        root = voice.root_url if voice.has(event.path) else voice.catalogue.site.url
        entry.add("url", root + page_url(event.path))
    return entry


def _host(voice: Voice) -> str:
    return urlsplit(voice.catalogue.site.url).hostname or "sportello"


def _times(held: EventDate) -> tuple[date | datetime, date | datetime]:
    """Start and end; whole days end on the day after the last (RFC 5545, 3.6.1)."""
    last = held.end or held.start
    if held.hours is None:
        return held.start, last + timedelta(days=1)
    start = datetime.combine(held.start, held.hours.start, ROME)
    return start, datetime.combine(last, held.hours.end, ROME)


def _place(voice: Voice, event: model.Event) -> str | None:
    if event.place:
        return voice.phrase(event.place, event.path).text
    if event.location:
        return where(voice, voice.catalogue.locations[event.location])
    return voice.catalogue.municipalities[event.municipality].title if event.municipality else None

"""A desk's openings and closures as entries of a calendar (RFC 5545): a week that repeats, less the days off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from icalendar import Event

from sportello.catalogue.opening import ROME, Off
from sportello.catalogue.parts import WeeklyHours
from sportello.pages.contacts import online_only, where
from sportello.pages.open_now import days_off, timetable
from sportello.pages.phrase import Phrase
from sportello.translation import lang_tag

if TYPE_CHECKING:
    from sportello.catalogue.model import Location
    from sportello.catalogue.opening import Day
    from sportello.catalogue.values import Span
    from sportello.pages.voice import Voice

DAYS = 182
"""For how long openings are announced; a subscribed calendar is read again long before."""

_CODES = dict(zip(range(7), ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))


def desk_entries(voice: Voice, location: Location, host: str) -> Iterator[Event]:
    """Openings from this week's Monday on, for half a year, and the closures in it.

    Holidays are left out of the openings, and no entries of their own: calendars have them.
    """
    monday = voice.today - timedelta(days=voice.today.weekday())
    days = list(timetable(voice, location).days(monday, DAYS))
    for span, weekdays in _weeks(location.hours):
        entry = _opening(days, span, weekdays)
        if entry:
            entry.add("uid", f"{location.slug}-{span}@{host}".replace(":", ""))
            notes = (
                voice.translator.gettext("Solo su appuntamento") if location.by_appointment else None,
                online_only(voice, location),
            )
            yield _described(entry, voice, location, voice.title(location), " ".join(filter(None, notes)))
    for off in days_off(voice, location, DAYS):
        if off.why is Off.HOLIDAY:
            continue
        entry = Event()
        entry.add("uid", f"{location.slug}-{off.first:%Y%m%d}@{host}")
        entry.add("dtstart", off.first)
        entry.add("dtend", off.last + timedelta(days=1))
        closed = voice.translator.gettext("%(desk)s: chiuso") % {"desk": voice.title(location).text}
        yield _described(entry, voice, location, closed, off.reason)


def _weeks(hours: WeeklyHours | None) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """Each opening of the week once, with the days on which it is (0 is Monday)."""
    found: dict[Span, tuple[int, ...]] = {}
    for number, day in enumerate(WeeklyHours.model_fields if hours else ()):
        for span in getattr(hours, day):
            found[span] = (*found.get(span, ()), number)
    yield from found.items()


def _opening(days: Iterable[Day], span: Span, weekdays: tuple[int, ...]) -> Event | None:
    mine = [day for day in days if day.date.weekday() in weekdays]
    first = next((day.date for day in mine if not day.off), None)
    if first is None:
        return None
    entry = Event()
    entry.add("dtstart", _at(first, span.start))
    entry.add("dtend", _at(first, span.end))
    until = _at(mine[-1].date, span.end).astimezone(UTC)  # as RFC 5545, 3.3.10 has it
    entry.add("rrule", {"freq": "weekly", "byday": [_CODES[n] for n in weekdays], "until": until})
    left_out = [_at(day.date, span.start) for day in mine if day.off and day.date > first]
    if left_out:
        entry.add("exdate", left_out)
    return entry


def _described(
    entry: Event, voice: Voice, location: Location, summary: Phrase | str, description: Phrase | str
) -> Event:
    for name, said in (("summary", summary), ("description", description)):
        foreign = said.foreign if isinstance(said, Phrase) else None
        text = said.text if isinstance(said, Phrase) else said
        if text:
            entry.add(name, text, parameters={"LANGUAGE": lang_tag(foreign or voice.language)})
    entry.add("dtstamp", datetime.combine(voice.today, time(), UTC))
    entry.add("location", where(voice, location))
    entry.add("transp", "TRANSPARENT")  # the desk is busy, not who looks at its calendar
    return entry


def _at(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, ROME)

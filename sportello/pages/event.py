"""An event's page and a piece of news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sportello.pages.contacts import desk
from sportello.pages.event_dates import in_time, is_past, next_date
from sportello.pages.facts import Card, Desk, Link
from sportello.pages.head import PageData, make_head
from sportello.pages.phrase import Phrase

if TYPE_CHECKING:
    from sportello.catalogue.model import Event, News
    from sportello.catalogue.parts import EventDate
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class HeldOn:
    """A date of an event: day or days and hours, worded."""

    date: str
    hours: str | None


@dataclass(frozen=True)
class EventPage(PageData):
    """What an event's page shows.

    Attributes:
        date: day or days, worded; the next of several dates, or the last when all are over.
        hours: `18:00–21:00`, or None.
        more_dates: the other dates, in order; those that are over only when all are.
        when: the editor's own words about the date, or None.
        tentative: whether the date is not certain.
        over: whether it was over on the day of the build.
        calendar: relative address of its iCalendar file.
    """

    kind: ClassVar[str] = "event"
    date: str
    hours: str | None
    more_dates: tuple[HeldOn, ...]
    when: Phrase | None
    tentative: bool
    over: bool
    place: Phrase | None
    desk: Desk | None
    municipality: Link | None
    program: Card | None
    calendar: str


@dataclass(frozen=True)
class NewsPage(PageData):
    """What a piece of news shows."""

    kind: ClassVar[str] = "news"
    date: str | None
    programs: tuple[Card, ...]


def make_event(voice: Voice, record: Event) -> EventPage:
    """An event's page."""
    catalogue, path = voice.catalogue, record.path
    held = next_date(record, voice.today)
    over = is_over(voice, record)
    others = (one for one in in_time(record) if one != held and (over or not is_past(one, voice.today)))
    return EventPage(
        head=make_head(voice, record),
        date=_held_on(voice, held).date,
        hours=_held_on(voice, held).hours,
        more_dates=tuple(_held_on(voice, one) for one in others),
        when=voice.maybe(record.when, path),
        tentative=record.tentative,
        over=over,
        place=voice.maybe(record.place, path),
        desk=desk(voice, catalogue.locations[record.location], path) if record.location else None,
        municipality=(
            voice.link(catalogue.municipalities[record.municipality], path) if record.municipality else None
        ),
        program=voice.card(catalogue.programs[record.program], path) if record.program else None,
        calendar=f"../{record.slug}.ics",
    )


def make_news(voice: Voice, record: News) -> NewsPage:
    """A piece of news."""
    programs = (voice.catalogue.programs[slug] for slug in record.programs)
    return NewsPage(
        head=make_head(voice, record),
        date=voice.wording.when(record.date) if record.date else None,
        programs=tuple(voice.card(program, record.path) for program in programs),
    )


def is_over(voice: Voice, event: Event) -> bool:
    """Whether the last of an event's days is past."""
    return all(is_past(held, voice.today) for held in in_time(event))


def _held_on(voice: Voice, held: EventDate) -> HeldOn:
    return HeldOn(
        voice.wording.days(held.start, held.end), voice.wording.span(held.hours) if held.hours else None
    )

"""An event's page and a piece of news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sportello.pages.contacts import desk
from sportello.pages.facts import Card, Desk, Link
from sportello.pages.head import PageData, make_head
from sportello.pages.phrase import Phrase

if TYPE_CHECKING:
    from sportello.catalogue.model import Event, News
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class EventPage(PageData):
    """What an event's page shows.

    Attributes:
        date: day or days, worded.
        hours: `18:00–21:00`, or None.
        when: the editor's own words about the date, or None.
        tentative: whether the date is not certain.
        over: whether it was over on the day of the build.
        calendar: relative address of its iCalendar file.
    """

    kind: ClassVar[str] = "event"
    date: str
    hours: str | None
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
    return EventPage(
        head=make_head(voice, record),
        date=voice.wording.days(record.start, record.end),
        hours=voice.wording.span(record.hours) if record.hours else None,
        when=voice.maybe(record.when, path),
        tentative=record.tentative,
        over=is_over(voice, record),
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
    """Whether an event's last day is past."""
    return (event.end or event.start) < voice.today

"""Pages that list others, apart from the directory of services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sportello.catalogue.values import Status
from sportello.pages.cards import by_date, event_card, newest_first, news_card
from sportello.pages.contacts import where_and_how_sure
from sportello.pages.event import is_over
from sportello.pages.facts import Group
from sportello.pages.head import PageData, make_head
from sportello.pages.words import PROGRAM_GROUPS, program_status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sportello.catalogue.model import Listing
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class ListingPage(PageData):
    """What a list shows.

    Attributes:
        of: the kind of the records listed.
        groups: never an empty one; a single group may have no title.
        finder: absolute path of the form that asks where one lives; in a list of municipalities, else None.
    """

    kind: ClassVar[str] = "listing"
    of: str
    groups: tuple[Group, ...]
    finder: str | None


def make_listing(voice: Voice, record: Listing) -> ListingPage:
    """A list of all records of a kind."""
    groups = (group for group in _GROUPS[record.of](voice, record.path) if group.cards)
    return ListingPage(
        head=make_head(voice, record),
        of=record.of,
        groups=tuple(groups),
        finder=voice.forms.root if record.of == "municipality" and voice.catalogue.municipalities else None,
    )


def programs(voice: Voice, path: str) -> Iterable[Group]:
    """Programs by where they stand."""
    gettext = voice.translator.gettext
    programs = voice.by_title(voice.catalogue.programs.values())
    for status in (Status.ACTIVE, Status.PLANNED, Status.ENDED):
        word = program_status(status, gettext).word
        cards = tuple(voice.card(program, path, word) for program in programs if program.status is status)
        yield Group(status.value, gettext(PROGRAM_GROUPS[status]), cards)


def _organizations(voice: Voice, path: str) -> Iterable[Group]:
    records = voice.by_title(voice.catalogue.organizations.values())
    yield Group("all", None, tuple(voice.card(record, path) for record in records))


def _locations(voice: Voice, path: str) -> Iterable[Group]:
    records = voice.by_title(voice.catalogue.locations.values())
    yield Group(
        "all", None, tuple(voice.card(record, path, where_and_how_sure(voice, record)) for record in records)
    )


def _municipalities(voice: Voice, path: str) -> Iterable[Group]:
    records = voice.by_title(voice.catalogue.municipalities.values())
    yield Group("all", None, tuple(voice.card(record, path, record.province) for record in records))


def _events(voice: Voice, path: str) -> Iterable[Group]:
    gettext, events = voice.translator.gettext, by_date(voice.catalogue.events.values(), voice.today)
    coming = tuple(event_card(voice, event, path) for event in events if not is_over(voice, event))
    past = tuple(event_card(voice, event, path) for event in reversed(events) if is_over(voice, event))
    yield Group("coming", gettext("In programma"), coming)
    yield Group("past", gettext("Già svolti"), past)


def _news(voice: Voice, path: str) -> Iterable[Group]:
    yield Group(
        "all",
        None,
        tuple(news_card(voice, item, path) for item in newest_first(voice.catalogue.news.values())),
    )


_GROUPS: Mapping[str, Callable[[Voice, str], Iterable[Group]]] = {
    "program": programs,
    "organization": _organizations,
    "location": _locations,
    "municipality": _municipalities,
    "event": _events,
    "news": _news,
}

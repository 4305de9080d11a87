"""The front page: what one can get, for whom, where, and how to ask for help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sportello.catalogue.facets import Facet
from sportello.catalogue.values import LifeEvent
from sportello.pages.cards import by_date, event_card, newest_first, news_card
from sportello.pages.choosing import choice_href
from sportello.pages.event import is_over
from sportello.pages.facts import Card, Link
from sportello.pages.head import PageData, make_head
from sportello.pages.listing import programs
from sportello.pages.phrase import Phrase
from sportello.pages.words import LIFE_EVENTS, life_event_name

if TYPE_CHECKING:
    from sportello.catalogue.model import Home
    from sportello.pages.voice import Voice

NEWS_ON_FRONT_PAGE = 3


@dataclass(frozen=True)
class Need:
    """Why a person comes.

    Attributes:
        name: its code for icons and fragments (`lost-job`).
        href: the page of its services; None when the site has no directory.
    """

    name: str
    title: str
    href: str | None
    services: tuple[Link, ...]


@dataclass(frozen=True)
class HomePage(PageData):
    """What the front page shows.

    Attributes:
        needs: why people come, each with the services that meet it and a link to all of them.
        finder: absolute path of the form that asks where one lives; GET with the field `comune`.
        municipalities: all of them, by name.
        directory: the list of all services, if there is one and there are any.
        empty: whether there is nothing yet that one could get.
    """

    kind: ClassVar[str] = "home"
    lead_text: Phrase
    needs: tuple[Need, ...]
    programs: tuple[Card, ...]
    finder: str
    municipalities: tuple[Link, ...]
    directory: str | None
    empty: bool
    events: tuple[Card, ...]
    news: tuple[Card, ...]


def make_home(voice: Voice, record: Home) -> HomePage:
    """The front page."""
    path, catalogue = record.path, voice.catalogue
    directory = voice.service_directory
    coming = [
        event
        for event in by_date(catalogue.events.values(), voice.today)
        if not (is_over(voice, event) or event.tentative)
    ]
    news = newest_first(catalogue.news.values())
    return HomePage(
        head=make_head(voice, record),
        lead_text=voice.phrase(record.lead_text, path),
        needs=_needs(voice, path),
        programs=tuple(card for group in programs(voice, path) for card in group.cards),
        finder=voice.forms.root,
        municipalities=voice.links(voice.by_title(catalogue.municipalities.values()), path),
        directory=voice.href(directory, path) if directory and catalogue.services else None,
        empty=not (catalogue.services or catalogue.programs),
        events=tuple(event_card(voice, event, path) for event in coming),
        news=tuple(news_card(voice, item, path) for item in news[:NEWS_ON_FRONT_PAGE]),
    )


def _needs(voice: Voice, path: str) -> tuple[Need, ...]:
    services = voice.by_title(voice.catalogue.services.values())
    found = ((need, [s for s in services if need in s.life_events]) for need in LifeEvent)
    return tuple(
        Need(
            name=life_event_name(need),
            title=voice.translator.gettext(LIFE_EVENTS[need]),
            href=choice_href(voice, Facet.NEED, need, path),
            services=voice.links(meeting, path),
        )
        for need, meeting in found
        if meeting
    )

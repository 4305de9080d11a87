"""Events and news as they stand in lists, with their dates."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sportello.catalogue.model import Event, News
    from sportello.pages.facts import Card
    from sportello.pages.voice import Voice


def event_card(voice: Voice, event: Event, path: str) -> Card:
    """An event with its date; one whose date is not certain with the editor's words about it."""
    said = voice.maybe(event.when, event.path) if event.tentative else None
    return voice.card(event, path, said or voice.wording.days(event.start, event.end))


def news_card(voice: Voice, news: News, path: str) -> Card:
    """A piece of news with its date, if that is known."""
    return voice.card(news, path, voice.wording.when(news.date) if news.date else None)


def newest_first(news: Iterable[News]) -> list[News]:
    """News, the newest first; what has no date comes last."""
    return sorted(news, key=lambda item: item.date.text if item.date else "", reverse=True)


def by_date(events: Iterable[Event]) -> list[Event]:
    """Events, the earliest first."""
    return sorted(events, key=attrgetter("start"))

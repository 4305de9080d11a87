"""Events and news as they stand in lists, with their dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sportello.pages.event_dates import in_time, is_past, next_date

if TYPE_CHECKING:
    from sportello.catalogue.model import Event, News
    from sportello.pages.facts import Card
    from sportello.pages.voice import Voice


def event_card(voice: Voice, event: Event, path: str) -> Card:
    """An event with its next date; one whose date is not certain with the editor's words about it."""
    said = voice.maybe(event.when, event.path) if event.tentative else None
    return voice.card(event, path, said or _next_date(voice, event))


def news_card(voice: Voice, news: News, path: str) -> Card:
    """A piece of news with its date, if that is known."""
    return voice.card(news, path, voice.wording.when(news.date) if news.date else None)


def newest_first(news: Iterable[News]) -> list[News]:
    """News, the newest first; what has no date comes last."""
    return sorted(news, key=lambda item: item.date.text if item.date else "", reverse=True)


def by_date(events: Iterable[Event], today: date | None = None) -> list[Event]:
    """Events, the earliest first; of one with several dates the next counts on a day, else the first."""
    return sorted(events, key=lambda event: next_date(event, today).start if today else event.start)


def _next_date(voice: Voice, event: Event) -> str:
    held = next_date(event, voice.today)
    days = voice.wording.days(held.start, held.end)
    more = sum(not is_past(one, voice.today) for one in in_time(event)) - 1
    if more < 1:
        return days
    said = voice.translator.ngettext("%(date)s e un'altra data", "%(date)s e altre %(num)s date", more)
    return said % {"date": days, "num": more}

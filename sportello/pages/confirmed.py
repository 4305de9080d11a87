"""How far a page's facts can be relied on, as readers are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue.confirmations import is_stale, last_confirmed
from sportello.catalogue.facts import PLACE, facts_of

if TYPE_CHECKING:
    from sportello.catalogue.model import Location, Organization
    from sportello.pages.voice import Voice


def must_call_first(voice: Voice, location: Location) -> bool:
    """Whether nobody has confirmed a desk's address or hours lately; not for a desk that tells neither."""
    catalogue, today = voice.catalogue, voice.today
    return any(is_stale(catalogue, fact, today) for fact in facts_of(location) if fact.kind in PLACE)


def confirmed_on(voice: Voice, record: Location | Organization) -> str | None:
    """The first of the days on which the page's facts were confirmed, worded; None where one of them is stale."""
    facts = list(facts_of(record))
    if not facts or any(is_stale(voice.catalogue, fact, voice.today) for fact in facts):
        return None
    days = (last_confirmed(voice.catalogue, fact, voice.today) for fact in facts)
    return voice.wording.day(min(day for day in days if day))

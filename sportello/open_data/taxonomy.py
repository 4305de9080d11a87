"""What services are sorted by, as HSDS taxonomies: the needs with which people come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue.values import LifeEvent
from sportello.open_data.entity import Entity, entity
from sportello.open_data.places import page_address
from sportello.pages.words import LIFE_EVENTS, life_event_name

if TYPE_CHECKING:
    from sportello.open_data.identity import Identities
    from sportello.pages.voice import Voice

NEEDS = "life_events"


def make_taxonomies(voice: Voice, ids: Identities) -> list[Entity]:
    """The taxonomies."""
    name = voice.translator.gettext("Di che cosa hai bisogno?")
    return [entity(id=_taxonomy_id(ids), name=name, description=name, uri=_directory(voice))]


def make_terms(voice: Voice, ids: Identities) -> list[Entity]:
    """Every term of every taxonomy."""
    return [make_term(voice, ids, need) for need in LifeEvent]


def make_term(voice: Voice, ids: Identities, need: LifeEvent) -> Entity:
    """A need."""
    name, directory = voice.translator.gettext(LIFE_EVENTS[need]), _directory(voice)
    return entity(
        id=ids.part(NEEDS, need.value),
        code=need.value,
        name=name,
        description=name,
        taxonomy=voice.translator.gettext("Di che cosa hai bisogno?"),
        taxonomy_id=_taxonomy_id(ids),
        language=voice.language,
        term_uri=f"{directory}#{life_event_name(need)}" if directory else None,
    )


def _taxonomy_id(ids: Identities) -> str:
    return ids.part(NEEDS)


def _directory(voice: Voice) -> str | None:
    return page_address(voice, voice.service_directory) if voice.service_directory else None

"""What services are sorted by, as HSDS taxonomies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sportello.catalogue.facets import Facet
from sportello.catalogue.model import Service
from sportello.open_data.entity import Entity, entity
from sportello.open_data.places import page_address
from sportello.pages.choosing import FACETS
from sportello.pages.words import AUDIENCES, LIFE_EVENTS, N_, life_event_name

if TYPE_CHECKING:
    from sportello.open_data.identity import Identities
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class Vocabulary:
    """A taxonomy, all of whose terms are told.

    Attributes:
        code: what says on a service that a term is of this taxonomy (`link_type`); identifiers are made of it.
        title: for people, not translated.
        terms: their titles, not translated.
        chosen: those of a service.
        fragment: where the services of a term stand on the page that lists all services.
    """

    code: str
    title: str
    terms: Mapping[Any, str]
    chosen: Callable[[Service], Iterable[StrEnum]]
    fragment: Callable[[Any], str] | None = None


VOCABULARIES = (
    Vocabulary(
        "life_events",
        N_("Di che cosa hai bisogno?"),
        LIFE_EVENTS,
        lambda service: service.life_events,
        life_event_name,
    ),
    Vocabulary("audiences", FACETS[Facet.AUDIENCE], AUDIENCES, lambda service: service.audience),
)


def make_taxonomies(voice: Voice, ids: Identities) -> list[Entity]:
    """The taxonomies."""
    return [_taxonomy(voice, ids, vocabulary) for vocabulary in VOCABULARIES]


def make_terms(voice: Voice, ids: Identities) -> list[Entity]:
    """Every term of every taxonomy."""
    return [make_term(voice, ids, words, term) for words in VOCABULARIES for term in words.terms]


def make_term(voice: Voice, ids: Identities, vocabulary: Vocabulary, term: StrEnum) -> Entity:
    """A term."""
    name, directory = voice.translator.gettext(vocabulary.terms[term]), _directory(voice)
    return entity(
        id=ids.part(vocabulary.code, term.value),
        code=term.value,
        name=name,
        description=name,
        taxonomy=voice.translator.gettext(vocabulary.title),
        taxonomy_id=ids.part(vocabulary.code),
        language=voice.language,
        term_uri=f"{directory}#{vocabulary.fragment(term)}" if directory and vocabulary.fragment else None,
    )


def make_attributes(voice: Voice, ids: Identities, record: Service) -> Iterator[Entity]:
    """The terms of a service."""
    for vocabulary in VOCABULARIES:
        for chosen in vocabulary.chosen(record):
            term = make_term(voice, ids, vocabulary, chosen)
            yield entity(
                id=ids.part(record.path, vocabulary.code, chosen.value),
                link_id=ids.of(record),
                taxonomy_term_id=term["id"],
                link_type=vocabulary.code,
                link_entity="service",
                value=chosen.value,
                taxonomy_term=term,
                label=term["name"],
            )


def _taxonomy(voice: Voice, ids: Identities, vocabulary: Vocabulary) -> Entity:
    name = voice.translator.gettext(vocabulary.title)
    uri = _directory(voice) if vocabulary.fragment else None
    return entity(id=ids.part(vocabulary.code), name=name, description=name, uri=uri)


def _directory(voice: Voice) -> str | None:
    return page_address(voice, voice.service_directory) if voice.service_directory else None

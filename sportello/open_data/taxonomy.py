"""What services are sorted by, as HSDS taxonomies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sportello.catalogue.choices import choice_path
from sportello.catalogue.facets import Facet
from sportello.catalogue.model import Service
from sportello.open_data.entity import Entity, entity
from sportello.open_data.places import page_address
from sportello.pages.choosing import FACETS
from sportello.pages.words import AUDIENCES, LIFE_EVENTS, N_

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
        facet: by which the directory lets people choose a term.
        relation: what CPSV-AP says with a term of a service; the needs have a class of their own there.
    """

    code: str
    title: str
    terms: Mapping[Any, str]
    chosen: Callable[[Service], Iterable[StrEnum]]
    facet: Facet | None = None
    relation: str | None = None


VOCABULARIES = (
    Vocabulary(
        "life_events",
        N_("Di che cosa hai bisogno?"),
        LIFE_EVENTS,
        lambda service: service.life_events,
        Facet.NEED,
    ),
    Vocabulary(
        "audiences",
        FACETS[Facet.AUDIENCE],
        AUDIENCES,
        lambda service: service.audience,
        Facet.AUDIENCE,
        "http://purl.org/dc/terms/audience",
    ),
)


def make_taxonomies(voice: Voice, ids: Identities) -> list[Entity]:
    """The taxonomies."""
    return [_taxonomy(voice, ids, vocabulary) for vocabulary in VOCABULARIES]


def make_terms(voice: Voice, ids: Identities) -> list[Entity]:
    """Every term of every taxonomy."""
    return [make_term(voice, ids, words, term) for words in VOCABULARIES for term in words.terms]


def make_term(voice: Voice, ids: Identities, vocabulary: Vocabulary, term: StrEnum) -> Entity:
    """A term."""
    name = voice.translator.gettext(vocabulary.terms[term])
    return entity(
        id=ids.part(vocabulary.code, term.value),
        code=term.value,
        name=name,
        description=name,
        taxonomy=voice.translator.gettext(vocabulary.title),
        taxonomy_id=ids.part(vocabulary.code),
        language=voice.language,
        term_uri=_page(voice, vocabulary, term.value),
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
    uri = _page(voice, vocabulary)
    return entity(id=ids.part(vocabulary.code), name=name, description=name, uri=uri)


def _page(voice: Voice, vocabulary: Vocabulary, value: str | None = None) -> str | None:
    """The address of the page of the services of a term, else of all terms, if there is one."""
    if vocabulary.facet is None or voice.service_directory is None:
        return None
    path = choice_path(voice.service_directory, vocabulary.facet, value)
    return page_address(voice, path) if path in voice.catalogue.pages else None

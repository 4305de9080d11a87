"""What services are sorted by, as HSDS taxonomies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sportello.catalogue.choices import choice_path
from sportello.catalogue.facets import Facet
from sportello.catalogue.model import Service
from sportello.open_data.entity import Entity, entity
from sportello.open_data.places import page_address
from sportello.pages.choosing import FACETS
from sportello.pages.phrase import Phrase
from sportello.pages.words import AUDIENCES, LIFE_EVENTS, N_

if TYPE_CHECKING:
    from sportello.open_data.identity import Identities
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class Vocabulary:
    """A taxonomy.

    Attributes:
        code: what says on a service that a term is of this taxonomy (`link_type`); identifiers are made of it.
        title: for people, not translated.
        chosen: the codes of a service's terms.
        titles: of every term, not translated. None where codes are words that each page has translated: of those only
            the ones in use are told.
        facet: by which the directory lets people choose a term.
        relation: what CPSV-AP says with a term of a service; the needs have a class of their own there.
    """

    code: str
    title: str
    chosen: Callable[[Service], Iterable[str]]
    titles: Mapping[Any, str] | None = None
    facet: Facet | None = None
    relation: str | None = None


_CV, _DCTERMS = "http://data.europa.eu/m8g/", "http://purl.org/dc/terms/"
VOCABULARIES = (
    Vocabulary(
        "life_events", N_("Di che cosa hai bisogno?"), lambda x: x.life_events, LIFE_EVENTS, Facet.NEED
    ),
    Vocabulary(
        "audiences",
        FACETS[Facet.AUDIENCE],
        lambda x: x.audience,
        AUDIENCES,
        Facet.AUDIENCE,
        f"{_DCTERMS}audience",
    ),
    Vocabulary("topics", N_("Argomenti"), lambda x: x.topics, relation=f"{_CV}thematicArea"),
    Vocabulary(
        "categories",
        N_("Categoria"),
        lambda x: (x.category,) if x.category else (),
        relation=f"{_CV}isClassifiedBy",
    ),
)


def make_taxonomies(voice: Voice, ids: Identities) -> list[Entity]:
    """The taxonomies."""
    return [_taxonomy(voice, ids, vocabulary) for vocabulary in VOCABULARIES]


def make_terms(voice: Voice, ids: Identities) -> list[Entity]:
    """Every term of every taxonomy."""
    return [
        _term(voice, ids, vocabulary, code, page)
        for vocabulary in VOCABULARIES
        for code, page in _terms(voice, vocabulary).items()
    ]


def make_attributes(voice: Voice, ids: Identities, record: Service) -> Iterator[Entity]:
    """The terms of a service."""
    for vocabulary in VOCABULARIES:
        for code in vocabulary.chosen(record):
            term = _term(voice, ids, vocabulary, code, record.path)
            yield entity(
                id=ids.part(record.path, vocabulary.code, str(code)),
                link_id=ids.of(record),
                taxonomy_term_id=term["id"],
                link_type=vocabulary.code,
                link_entity="service",
                value=str(code),
                taxonomy_term=term,
                label=term["name"],
            )


def term_title(voice: Voice, vocabulary: Vocabulary, code: str, page: str) -> Phrase:
    """What a term is called; where pages have translated it, by the page at `page`."""
    if vocabulary.titles is None:
        return voice.phrase(code, page)
    return Phrase(voice.translator.gettext(vocabulary.titles[code]))


def _terms(voice: Voice, vocabulary: Vocabulary) -> Mapping[str, str]:
    """The codes of the terms that are told, in order, each with a page that says it."""
    if vocabulary.titles is not None:
        return dict.fromkeys(vocabulary.titles, "")
    found: dict[str, str] = {}
    for service in voice.catalogue.services.values():
        for code in vocabulary.chosen(service):
            found.setdefault(code, service.path)
    return dict(sorted(found.items()))


def _term(voice: Voice, ids: Identities, vocabulary: Vocabulary, code: str, page: str) -> Entity:
    title = term_title(voice, vocabulary, code, page)
    return entity(
        id=ids.part(vocabulary.code, str(code)),
        code=str(code),
        name=title.text,
        description=title.text,
        taxonomy=voice.translator.gettext(vocabulary.title),
        taxonomy_id=ids.part(vocabulary.code),
        language=title.foreign or voice.language,
        term_uri=_page(voice, vocabulary, code),
    )


def _taxonomy(voice: Voice, ids: Identities, vocabulary: Vocabulary) -> Entity:
    name = voice.translator.gettext(vocabulary.title)
    uri = _page(voice, vocabulary)
    return entity(id=ids.part(vocabulary.code), name=name, description=name, uri=uri)


def _page(voice: Voice, vocabulary: Vocabulary, code: str | None = None) -> str | None:
    """The address of the page of the services of a term, else of all terms, if there is one."""
    if vocabulary.facet is None or voice.service_directory is None:
        return None
    path = choice_path(voice.service_directory, vocabulary.facet, code)
    return page_address(voice, path) if path in voice.catalogue.pages else None

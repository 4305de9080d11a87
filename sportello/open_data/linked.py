"""The catalogue as linked data: CPSV-AP 3.2.0 inside a dataset described by DCAT-AP, as Turtle and JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Literal, URIRef
from rdflib.plugins.serializers.jsonld import from_rdf

from sportello.catalogue.model import Home
from sportello.open_data.api import as_json
from sportello.open_data.public_services import add_service
from sportello.open_data.statements import ADMS, CPSV, CV, Statements
from sportello.pages.voice import FRONT_PAGE

if TYPE_CHECKING:
    from rdflib import Graph

    from sportello.pages.voice import Voice

LICENCE = URIRef("http://publications.europa.eu/resource/authority/licence/CC_BY_4_0")
PREFIXES: Mapping[str, str] = {
    "adms": str(ADMS),
    "cpsv": str(CPSV),
    "cv": str(CV),
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "skos": str(SKOS),
}
DOWNLOADS: Mapping[str, str] = {
    "dati/hsds/services.json": "application/json",
    "dati/tabelle/datapackage.json": "application/json",
    "dati/servizi.ttl": "text/turtle",
    "dati/servizi.jsonld": "application/ld+json",
}
"""The dataset's files below a language's root, with their media types."""


def linked_files(voice: Voice) -> Iterator[tuple[str, bytes]]:
    """The services and the card of their dataset; none for a site without an address, which has no identifiers."""
    if not voice.catalogue.site.url:
        return
    yield from _written("servizi", make_services(voice))
    yield from _written("catalogo", make_card(voice))


def make_services(voice: Voice) -> Graph:
    """Every service by CPSV-AP, with what its shapes ask for."""
    statements = Statements(voice)
    dataset = _describe_dataset(statements)
    for service in voice.catalogue.services.values():
        statements.add(dataset, DCTERMS.hasPart, add_service(statements, service, dataset))
    return statements.graph


def make_card(voice: Voice) -> Graph:
    """The dataset by DCAT-AP, with where to load it."""
    statements = Statements(voice)
    dataset = _describe_dataset(statements)
    for path, media_type in DOWNLOADS.items():
        address = URIRef(voice.root_url + path)
        distribution = URIRef(f"{address}#file")
        statements.add(dataset, DCAT.distribution, distribution)
        statements.add(distribution, RDF.type, DCAT.Distribution)
        statements.add(distribution, DCAT.accessURL, address)
        statements.add(distribution, DCAT.downloadURL, address)
        statements.add(
            distribution,
            DCAT.mediaType,
            URIRef(f"https://www.iana.org/assignments/media-types/{media_type}"),
        )
        statements.add(distribution, DCTERMS.license, LICENCE)
    return statements.graph


def _describe_dataset(statements: Statements) -> URIRef:
    voice = statements.voice
    name = voice.phrase(voice.catalogue.site.name, FRONT_PAGE)
    home = next((page for page in voice.catalogue.pages.values() if isinstance(page, Home)), None)
    about = voice.phrase(home.lead_text, home.path) if home else name
    dataset = URIRef(f"{voice.catalogue.site.url}#dati")
    publisher = URIRef(f"{voice.catalogue.site.url}#sito")
    landing = URIRef(voice.root_url)
    statements.add(dataset, RDF.type, DCAT.Dataset)
    statements.say(dataset, DCTERMS.title, name)
    statements.say(dataset, DCTERMS.description, about)
    statements.add(dataset, DCTERMS.publisher, publisher)
    statements.add(dataset, DCTERMS.license, LICENCE)
    statements.add(dataset, DCAT.landingPage, landing)
    statements.add(landing, RDF.type, FOAF.Document)
    statements.add(publisher, RDF.type, FOAF.Agent)
    statements.add(publisher, DCTERMS.identifier, Literal(voice.catalogue.site.url))
    statements.say(publisher, DCTERMS.title, name)
    return dataset


def _written(name: str, graph: Graph) -> Iterator[tuple[str, bytes]]:
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    yield f"dati/{name}.ttl", graph.serialize(format="turtle", encoding="utf-8")
    yield f"dati/{name}.jsonld", as_json(_ordered(_compact(graph)))


def _compact(graph: Graph) -> object:
    return from_rdf(graph, context_data=PREFIXES)  # type: ignore[no-untyped-call]


def _ordered(data: object) -> object:
    """The same for the same statements: rdflib lists subjects and values as their hashes fall."""
    if isinstance(data, dict):
        return {name: _ordered(value) for name, value in sorted(data.items())}
    if isinstance(data, list):
        return sorted((_ordered(value) for value in data), key=as_json)
    return data

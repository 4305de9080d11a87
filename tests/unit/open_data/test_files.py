"""Feeds, tables, the map and linked data, each read by the library that others read it with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

import feedparser
import pytest
from rdflib import DCTERMS, RDF, SKOS, XSD, Graph, Literal, URIRef

from sportello.catalogue.record import Record
from sportello.catalogue.values import Audience, Cost
from sportello.open_data.files import open_data_files
from sportello.open_data.statements import CPSV, CV
from tests.unit.pages.voices import CASALASCO, changed, record, voice

# rdflib's own reader of JSON-LD makes one; it writes none of our files.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

NEWS = (
    record("notizie/index.md", "listing", title="Notizie", of="news"),
    record("notizie/a.md", "news", title="A & <b>", date="2021-02-03", updated="2021-02-04"),
    record("notizie/b.md", "news", title="B", date="2021", updated="2021-05-01"),
    record("notizie/c.md", "news", title="Senza data"),
)


def files(*records: Record, **options: object) -> Mapping[str, bytes]:
    return dict(open_data_files(voice(*(records or CASALASCO), **options)))  # type: ignore[arg-type]


def test_a_feed_has_what_changed_last_first_and_invents_no_date() -> None:
    feed = feedparser.parse(files(*CASALASCO, *NEWS)["dati/notizie.atom"])
    assert not feed.bozo
    assert feed.feed.title == "Notizie"
    assert [(entry.title, entry.updated) for entry in feed.entries] == [
        ("B", "2021-05-01T00:00:00+00:00"),
        ("A & <b>", "2021-02-04T00:00:00+00:00"),
    ]
    assert feed.entries[1].published == "2021-02-03T00:00:00+00:00"
    assert "published" not in feed.entries[0]
    assert feed.entries[0].link == "https://prova.example/notizie/b/"


def test_entries_of_two_languages_are_not_the_same_entry() -> None:
    italian, arabic = (
        feedparser.parse(files(*CASALASCO, *NEWS, language=language)["dati/notizie.atom"])
        for language in ("it", "ar")
    )
    assert italian.feed.id != arabic.feed.id
    assert not {entry.id for entry in italian.entries} & {entry.id for entry in arabic.entries}
    assert arabic.entries[0].link.startswith("https://prova.example/ar/")


def test_tables_refer_to_each_other() -> None:
    made = files()
    tables = {
        path: list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        for path, data in made.items()
        if path.endswith(".csv")
    }
    (service,) = tables["dati/tabelle/services.csv"]
    (program,) = tables["dati/tabelle/programs.csv"]
    assert service["program_id"] == program["id"]
    package = json.loads(made["dati/tabelle/datapackage.json"])
    assert {f"dati/tabelle/{resource['path']}" for resource in package["resources"]} == set(tables)
    for resource in package["resources"]:
        rows = tables[f"dati/tabelle/{resource['path']}"]
        assert [field["name"] for field in resource["schema"]["fields"]] == list(rows[0])


def test_a_desk_stands_on_the_map_only_where_its_point_is_known() -> None:
    desk = next(x for x in CASALASCO if x.path == "sportelli/desk.md")
    assert json.loads(files()["dati/sportelli.geojson"])["features"] == []
    known = record(
        "sportelli/noto.md", "location", organization="mestieri", municipality="gussola",
        coordinates="45.0101, 10.3500",
    )  # fmt: skip
    (feature,) = json.loads(files(*CASALASCO, known)["dati/sportelli.geojson"])["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [10.35, 45.0101]}
    assert desk.path == "sportelli/desk.md"


def test_linked_data_say_a_text_in_the_language_it_is_in() -> None:
    graph = Graph().parse(files(language="ar", known={"Lavoro": "عمل"})["dati/servizi.ttl"], format="turtle")
    name = URIRef("https://prova.example/servizi/lavoro/")
    assert (name, RDF.type, CPSV.PublicService) in graph
    assert (name, DCTERMS.title, Literal("عمل", lang="ar")) in graph
    assert (name, DCTERMS.description, Literal("Riassunto", lang="it")) in graph


def test_linked_data_say_for_whom_a_service_is_and_that_it_is_free() -> None:
    records = changed("servizi/lavoro.md", audience=(Audience.YOUNG,), cost=Cost.FREE)
    graph = Graph().parse(files(*records)["dati/servizi.ttl"], format="turtle")
    name = URIRef("https://prova.example/servizi/lavoro/")
    (whom,) = graph.objects(name, DCTERMS.audience)
    assert (whom, SKOS.prefLabel, Literal("Giovani", lang="it")) in graph
    (cost,) = graph.objects(name, CV.hasCost)
    assert (cost, CV.hasValue, Literal("0e+00", datatype=XSD.double)) in graph


@pytest.mark.parametrize("name", ["servizi", "catalogo"])
def test_both_ways_of_writing_say_the_same(name: str) -> None:
    made = files(*changed("servizi/lavoro.md", audience=(Audience.YOUNG,), cost=Cost.FREE))
    turtle = Graph().parse(made[f"dati/{name}.ttl"], format="turtle")
    jsonld = Graph().parse(made[f"dati/{name}.jsonld"], format="json-ld")
    assert len(turtle) > 5
    assert set(turtle) == set(jsonld)


def test_an_empty_catalogue_is_told_too() -> None:
    made = files(record("index.md", "home", lead_text="Casa"))
    assert json.loads(made["dati/hsds/services.json"])["empty"] is True
    assert Graph().parse(made["dati/servizi.ttl"], format="turtle")


def test_a_site_without_an_address_has_tables_but_nothing_that_needs_one() -> None:
    made = files(*CASALASCO, *NEWS, url="")
    assert "dati/tabelle/services.csv" in made
    assert [path for path in made if path.endswith((".atom", ".ttl", ".jsonld"))] == []

"""The open data of the first site against the published standards and the tools of their readers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import frictionless
import pyshacl
import pytest
from rdflib import Graph

from sportello.catalogue import Catalogue
from sportello.open_data.feeds import feed_path, feed_records
from sportello.open_data.files import open_data_files
from sportello.open_data.json_ld import describe_page
from sportello.open_data.places import page_address
from sportello.pages.links import page_url
from sportello.pages.make import make_page
from sportello.pages.voice import Voice
from sportello.translation import load_translator
from tests.standards import standard

# rdflib's own reader of JSON-LD makes one; it writes none of our files.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
COORDINATES_KNOWN = "per ora nessuno"
FEED = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="([^"]*)" href="([^"]*)">')
METATAG = re.compile(r'<script type="application/ld\+json" data-element="metatag">(.*?)</script>', re.DOTALL)
SCRIPT = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module", params=["it", "ar"])
def voice(request: pytest.FixtureRequest, catalogue: Catalogue) -> Voice:
    changed = dict.fromkeys(catalogue.pages, DAY)
    return Voice(catalogue, load_translator(catalogue.site.translations, request.param), DAY, changed)


@pytest.fixture(scope="module")
def files(voice: Voice) -> Mapping[str, bytes]:
    return dict(open_data_files(voice))


def test_the_tables_are_a_valid_data_package(files: Mapping[str, bytes], tmp_path: Path) -> None:
    for path, data in files.items():
        if path.startswith("dati/tabelle/"):
            (tmp_path / path.rsplit("/", 1)[-1]).write_bytes(data)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["title", "rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] >= 10


@pytest.mark.parametrize("name", ["servizi.ttl", "servizi.jsonld", "catalogo.ttl", "catalogo.jsonld"])
def test_linked_data_conform_to_cpsv_ap(files: Mapping[str, bytes], name: str) -> None:
    graph = Graph().parse(data=files[f"dati/{name}"], format="turtle" if name.endswith(".ttl") else "json-ld")
    shapes = Graph().parse(standard("cpsv-ap-3.2.0/cpsv-ap-SHACL.ttl"))
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, report


@pytest.mark.parametrize("name", ["notizie", "eventi", "servizi"])
def test_feeds_are_read_without_a_word_of_complaint(
    voice: Voice, files: Mapping[str, bytes], name: str
) -> None:
    feed = feedparser.parse(files[f"dati/{name}.atom"])
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.entries
    pages = {page_address(voice, path) for path in voice.catalogue.pages}
    assert {entry.link for entry in feed.entries} <= pages


def test_the_page_says_that_no_desk_is_on_the_map_as_long_as_none_is(catalogue: Catalogue) -> None:
    known = [desk for desk in catalogue.locations.values() if desk.coordinates]
    assert (COORDINATES_KNOWN in catalogue.pages["dati-aperti.md"].body) == (not known)


def test_no_inner_address_is_published(catalogue: Catalogue, files: Mapping[str, bytes]) -> None:
    published = b"".join(files.values())
    for organization in catalogue.organizations.values():
        inner = {organization.requests_to, organization.reserve, organization.dpo}
        public = {*organization.contacts.emails, None}
        assert [address for address in inner - public if str(address).encode() in published] == []


def test_every_page_of_the_built_site_carries_what_it_is_about(
    built_site: Path, catalogue: Catalogue
) -> None:
    told = Voice(catalogue, load_translator(catalogue.site.translations, "it"), DAY)
    for path, record in catalogue.pages.items():
        html = (built_site / (page_address(told, path) or "").removeprefix(catalogue.site.url)).joinpath(
            "index.html"
        )
        written = [json.loads(text) for text in SCRIPT.findall(html.read_text("utf-8"))]
        assert written == list(describe_page(told, make_page(told, record))), path


@pytest.mark.parametrize("below", ["", "ar/"])
def test_every_page_leads_to_the_feeds_of_its_language(
    built_site: Path, catalogue: Catalogue, below: str
) -> None:
    told = Voice(catalogue, load_translator(catalogue.site.translations, below.rstrip("/") or "it"), DAY)
    for path in catalogue.pages:
        address = below + page_url(path)
        if not (built_site / address / "index.html").is_file():
            continue  # the page does not exist in this language
        html = (built_site / address / "index.html").read_text("utf-8")
        feeds = [unescape(href) for title, href in FEED.findall(html) if title]
        found = {urljoin(f"/{address}", href).removeprefix("/") for href in feeds}
        assert found == {below + feed_path(listing) for listing in feed_records(told)}, path
        assert len(found) == 3
        assert all((built_site / feed).is_file() for feed in found)


TEN_KEYS = (
    *("name", "serviceType", "serviceOperator.name", "areaServed.name", "audience.audienceType"),
    *("availableChannel.serviceUrl", "availableChannel.serviceLocation.name"),
    *(
        f"availableChannel.serviceLocation.address.{name}"
        for name in ("streetAddress", "postalCode", "addressLocality")
    ),
)
"""What the Italian validator of sites of municipalities reads in `[data-element="metatag"]`."""


def test_the_italian_validator_finds_all_that_is_known_of_a_service(
    built_site: Path, catalogue: Catalogue
) -> None:
    for service in catalogue.services.values():
        html = (built_site / page_url(service.path) / "index.html").read_text("utf-8")
        (metatag,) = METATAG.findall(html)
        found = json.loads(metatag)
        desk = catalogue.locations[service.locations[0]] if service.locations else None
        unknown = [
            *(() if desk else ("name", "addressLocality")),
            *(() if desk and desk.address else ("streetAddress",)),
            *(() if desk and desk.postal_code else ("postalCode",)),
        ]
        missing = {key.rsplit(".", 1)[-1] for key in TEN_KEYS if not _within(found, key)}
        assert missing == set(unknown), service.path


def test_what_is_written_is_what_was_made(built_site: Path, catalogue: Catalogue) -> None:
    told = Voice(catalogue, load_translator(catalogue.site.translations, "it"), DAY)
    made = {path for path, _ in open_data_files(told)}
    for folder in (built_site, built_site / "ar"):
        written = {
            file.relative_to(folder).as_posix() for file in (folder / "dati").rglob("*") if file.is_file()
        }
        assert written == made


def test_the_same_content_gives_the_same_bytes_in_every_process() -> None:
    assert _digest("1") == _digest("2")


def _within(found: object, key: str) -> object:
    for name in key.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _digest(seed: str) -> str:
    program = (
        "import hashlib, datetime, pathlib\n"
        "from sportello.catalogue import load_catalogue, load_site\n"
        "from sportello.open_data.files import open_data_files\n"
        "from sportello.pages.voice import Voice\n"
        "from sportello.translation import load_translator\n"
        "catalogue = load_catalogue(load_site(pathlib.Path('mkdocs.yml')))\n"
        "told = Voice(catalogue, load_translator(catalogue.site.translations, 'en'), datetime.date(2026, 1, 1))\n"
        "print(hashlib.sha256(repr(list(open_data_files(told))).encode()).hexdigest())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout

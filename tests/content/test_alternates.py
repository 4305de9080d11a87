"""The built first site for search engines: sitemaps, alternates and pages agree, whatever the languages are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from sportello.catalogue import Catalogue, load_site
from sportello.catalogue.choices import with_choices
from sportello.pages.links import page_url
from sportello.translation import lang_tag
from tests.built_site import ROOT

SITE = load_site(ROOT / "mkdocs.yml")
FOLDERS = {code: "" if code == SITE.source_language else f"{code}/" for code in SITE.options.languages}

_ALTERNATE = re.compile(r'<(?:xhtml:)?link rel="alternate" hreflang="([^"]+)" href="([^"]+)"')


@pytest.fixture(scope="module")
def sitemaps(built_site: Path) -> Mapping[str, Mapping[str, list[tuple[str, str]]]]:
    """Of each language the listed addresses below the site's root, with their alternates."""
    return {code: _read(built_site / folder / "sitemap.xml") for code, folder in FOLDERS.items()}


def test_every_page_for_citizens_is_listed_and_none_for_staff(
    catalogue: Catalogue, sitemaps: Mapping[str, Mapping[str, list[tuple[str, str]]]]
) -> None:
    pages = with_choices(catalogue).pages
    citizens = {page_url(path) for path, record in pages.items() if not record.for_staff}
    assert citizens < {page_url(path) for path in pages}
    assert set(sitemaps[SITE.source_language]) == citizens
    for code, listed in sitemaps.items():
        assert {address.removeprefix(FOLDERS[code]) for address in listed} <= citizens


def test_every_listed_page_is_there_says_the_same_and_is_answered(
    built_site: Path, sitemaps: Mapping[str, Mapping[str, list[tuple[str, str]]]]
) -> None:
    listed = {address: others for said in sitemaps.values() for address, others in said.items()}
    for address, alternates in listed.items():
        html = (built_site / address / "index.html").read_text("utf-8")
        assert _ALTERNATE.findall(html) == alternates, address
        assert f'<link rel="canonical" href="{SITE.url}{address}">' in html
        assert 'name="robots"' not in html
        for _lang, other in alternates:
            assert listed[other.removeprefix(SITE.url)] == alternates, f"{address} → {other}"


def test_switcher_lists_the_languages_that_search_engines_are_told_of(built_site: Path) -> None:
    html = (built_site / "ar" / "servizi" / "microcredito" / "index.html").read_text("utf-8")
    switcher = re.findall(r'<li><a href="[^"]*" lang="([^"]+)" hreflang="([^"]+)"', html)
    alternates = [lang for lang, _url in _ALTERNATE.findall(html) if lang != "x-default"]
    assert alternates == [lang_tag(code) for code in SITE.options.languages]
    assert switcher == [(lang, lang) for lang in alternates] * 2, (
        "once for wide screens, once for narrow ones"
    )


def test_pages_for_staff_are_not_for_search_engines(catalogue: Catalogue, built_site: Path) -> None:
    staff = [page_url(path) for path, record in catalogue.pages.items() if record.for_staff]
    assert staff
    for address in staff:
        html = (built_site / address / "index.html").read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in html
        assert _ALTERNATE.findall(html) == []


def _read(file: Path) -> Mapping[str, list[tuple[str, str]]]:
    urls = file.read_text("utf-8").split("<url>")[1:]
    return {
        url.partition("<loc>")[2].partition("</loc>")[0].removeprefix(SITE.url): _ALTERNATE.findall(url)
        for url in urls
    }

"""A page in other languages: what search engines read, what the front page offers, pages that exist in one only."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ET

import html5lib
import pytest

from .conftest import Built

ROOT = "https://prova.example/"
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
ALL = {"it": "", "en": "en/", "ar": "ar/"}


def links(html: str, relation: str) -> dict[str | None, str | None]:
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return {
        link.get("hreflang"): link.get("href")
        for link in page.iter("link")
        if link.get("rel") == relation and link.get("type") != "application/atom+xml"  # a feed, no language
    }


def sitemap(built: Built, folder: str) -> dict[str, dict[str | None, str | None]]:
    """The addresses of a sitemap, each with its alternates."""
    root = ET.fromstring((built.folder / folder / "sitemap.xml").read_text("utf-8"))  # noqa: S314 - our own
    return {
        url.findtext(f"{SITEMAPS}loc") or "": {
            link.get("hreflang"): link.get("href") for link in url.iter(LINK)
        }
        for url in root.iter(f"{SITEMAPS}url")
    }


@pytest.mark.parametrize("language", ALL)
def test_page_names_itself_and_every_language_it_exists_in(built: Built, language: str) -> None:
    html = built.page(f"{ALL[language]}servizi/lavoro")
    expected = {code: f"{ROOT}{folder}servizi/lavoro/" for code, folder in ALL.items()}
    assert links(html, "canonical") == {None: expected[language]}
    assert links(html, "alternate") == {**expected, "x-default": expected["it"]}


@pytest.mark.parametrize("language", ALL)
def test_sitemap_says_the_same_as_the_pages(built: Built, language: str) -> None:
    said = sitemap(built, ALL[language])
    assert said
    for url, alternates in said.items():
        html = built.page(url.removeprefix(ROOT).rstrip("/"))
        assert alternates == links(html, "alternate")
        assert links(html, "canonical") == {None: url}


def test_index_names_every_sitemap_and_robots_find_it(built: Built) -> None:
    index = ET.fromstring((built.folder / "sitemap-index.xml").read_text("utf-8"))  # noqa: S314 - our own
    named = [place.text or "" for place in index.iter(f"{SITEMAPS}loc")]
    assert named == [f"{ROOT}{folder}sitemap.xml" for folder in ALL.values()]
    for address in named:
        file = built.folder / address.removeprefix(ROOT)
        assert gzip.decompress(file.with_suffix(".xml.gz").read_bytes()) == file.read_bytes()
    robots = (built.folder / "robots.txt").read_text("utf-8").splitlines()
    assert robots[-1] == f"Sitemap: {ROOT}sitemap-index.xml"
    assert [f.name for f in built.folder.glob("*/robots.txt")] == []
    assert [f.name for f in built.folder.glob("*/sitemap-index.xml")] == []


def test_a_page_without_translation_exists_in_italian_only(built: Built) -> None:
    assert not (built.folder / "ar/privacy").exists()
    assert f"{ROOT}ar/privacy/" not in sitemap(built, "ar")
    html = built.page("privacy")
    assert links(html, "alternate") == {}
    assert 'class="sp-languages"' not in html
    assert sitemap(built, "")[f"{ROOT}privacy/"] == {}


@pytest.mark.parametrize(("path", "address"), [("ar/servizi/lavoro", "../../../"), ("ar", "../")])
def test_links_lead_to_the_original_where_there_is_no_translation(
    built: Built, path: str, address: str
) -> None:
    html = built.page(path)
    assert f'href="{address}privacy/"' in html
    assert f'href="{address.removeprefix("../")}aiuto/"' in html


def test_link_inside_a_text_leads_to_the_original_too(built: Built) -> None:
    assert 'href="../privacy/#dati"' in built.page("aiuto")
    assert 'href="../../privacy/#dati"' in built.page("en/aiuto")


def test_front_page_invites_into_languages_that_say_so(built: Built) -> None:
    front = html5lib.parse(built.page(""), namespaceHTMLElements=False)
    lines = [a for a in front.iter("a") if a.get("hidden") is not None]
    arabic = lines[-1]
    assert (arabic.get("lang"), arabic.get("dir"), arabic.get("href")) == ("ar", "rtl", "ar/")
    assert "".join(arabic.itertext()) == "هذا الموقع متاح أيضًا بلغتكم: العربية"
    assert "it" not in {line.get("lang") for line in lines}
    assert "invitation.js" in built.page("")
    for path in ("ar", "en", "servizi"):
        assert "data-invitations" not in built.page(path)
        assert "invitation.js" not in built.page(path)


def test_error_page_is_not_for_search_engines(built: Built) -> None:
    for folder in ALL.values():
        html = (built.folder / folder / "404.html").read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in html
        assert links(html, "alternate") == {}

"""One build makes every language, each whole and in its place."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from .conftest import Built, build

PATHS = ("", "aiuto", "servizi", "servizi/lavoro", "progetti/activity", "comuni/gussola", "eventi/festa")
LANGUAGES = {"it": ("", "ltr"), "en": ("en", "ltr"), "ar": ("ar", "rtl")}


def parsed(html: str) -> Element:
    return html5lib.parse(html, namespaceHTMLElements=False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_its_language_and_direction(built: Built, language: str, path: str) -> None:
    folder, direction = LANGUAGES[language]
    page = parsed(built.page(f"{folder}/{path}".strip("/")))
    assert (page.get("lang"), page.get("dir")) == (language, direction)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_links_to_itself_in_each_language(built: Built, language: str, path: str) -> None:
    place = built.folder / LANGUAGES[language][0] / path
    links = [
        a for a in parsed(built.page(str(place.relative_to(built.folder)))).iter("a") if a.get("hreflang")
    ]
    found = {a.get("hreflang"): (place / a.get("href", "")).resolve() for a in links if a.get("lang")}
    expected = {code: (built.folder / folder / path).resolve() for code, (folder, _) in LANGUAGES.items()}
    assert found == expected


def test_menu_holds_the_sections_only(built: Built) -> None:
    menus = [ul for ul in parsed(built.page("ar/servizi/lavoro")).iter("ul") if ul.get("class") == "sp-menu"]
    assert menus
    for menu in menus:
        assert [a.get("href") for a in menu.iter("a")] == [
            "../../aiuto/",
            "../../servizi/",
            "../../progetti/",
        ]
        assert [bool(a.get("aria-current")) for a in menu.iter("a")] == [False, True, False]


def test_every_relative_link_leads_somewhere(built: Built) -> None:
    lost = []
    for path, html in built.pages().items():
        place = (built.folder / path).parent
        for element in parsed(html).iter():
            address = re.split("[?#]", element.get("href") or element.get("src") or "")[0]
            if address and not re.match(r"[a-z]+:|/", address):
                target = place / address
                if not (target / "index.html" if address.endswith("/") else target).is_file():
                    lost.append(f"{path}: {address}")
    assert lost == []


def test_link_between_bodies_keeps_its_fragment(built: Built) -> None:
    assert 'href="../../progetti/activity/#tappe"' in built.page("en/servizi/lavoro")
    assert 'id="tappe"' in built.page("en/progetti/activity")


def test_translated_title_stands_alone_and_untranslated_text_says_it_is_italian(built: Built) -> None:
    page = built.page("ar/servizi/lavoro")
    assert "<title>البحث عن عمل" in page
    assert '<span lang="it" dir="ltr">Un aiuto per il lavoro</span>' in page
    assert re.search(r'<span lang="it" dir="ltr">Porta un documento\..*?</span>', page)


def test_a_page_that_is_mostly_italian_says_so_above_it_and_the_italian_one_says_nothing(
    built: Built,
) -> None:
    said = "Più di un terzo di questa pagina non è ancora tradotto"
    assert said in built.page("ar/servizi/lavoro")
    assert said not in built.page("servizi/lavoro")
    assert "sp-draft" not in built.page("servizi/lavoro")


def test_staff_see_how_far_translations_are_and_nothing_leads_there(built: Built) -> None:
    page = built.page("redazione/traduzioni")
    assert '<meta name="robots" content="noindex">' in page
    assert "data-pagefind-body" not in page
    said = [[int(cell.text or "") for cell in row if cell.tag == "td"] for row in parsed(page).iter("tr")]
    command = [sys.executable, "-m", "sportello", "translations", "status", "--json"]
    told = subprocess.run(command, cwd=built.folder.parent, capture_output=True, text=True, check=True).stdout
    drafts = dict.fromkeys(("en", "ar"), 0)
    for row in map(json.loads, told.splitlines()):
        drafts[row["language"]] += row["draft"]
    totals = [numbers[2] for numbers in said if numbers]
    assert {language for language, count in drafts.items() if count in totals} == {"en", "ar"}
    assert drafts["ar"] > 0
    assert not (built.folder / "ar/redazione/traduzioni").exists()
    others = (html for path, html in built.pages().items() if "redazione" not in path)
    assert not any("redazione/traduzioni" in html for html in others)


def test_error_page_works_at_any_address(built: Built) -> None:
    for language, (folder, _) in LANGUAGES.items():
        page = parsed((built.folder / folder / "404.html").read_text("utf-8"))
        assert page.get("lang") == language
        addresses = [e.get("href") or e.get("src") for e in page.iter() if e.get("href") or e.get("src")]
        assert [
            a for a in addresses if a and not a.startswith(("/", "#", "https://", "tel:", "mailto:"))
        ] == []


def test_each_sitemap_lists_its_own_language(built: Built) -> None:
    for folder, _ in LANGUAGES.values():
        text = (built.folder / folder / "sitemap.xml").read_text("utf-8")
        found = set(re.findall(r"<loc>https://prova.example/(\S*?)</loc>", text))
        below = f"{folder}/" if folder else ""
        assert {f"{below}{path}/".lstrip("/") if path else below for path in PATHS} <= found
        assert all(place.startswith(below) for place in found)
        assert folder or not any(place.startswith(("en/", "ar/")) for place in found)


def test_known_date_of_change_is_shown_and_listed(built: Built) -> None:
    assert "4 marzo 2021" in built.page("servizi/lavoro")
    sitemap = (built.folder / "sitemap.xml").read_text("utf-8")
    assert re.search(r"servizi/lavoro/</loc>\s*<lastmod>2021-03-04</lastmod>", sitemap)


def test_output_of_other_languages_is_passed_on(built: Built) -> None:
    assert "[ar] INFO" in built.output


def test_one_language_alone_goes_where_one_says(site: Path) -> None:
    made = build(site, "--quiet", "-d", "only", SPORTELLO_LANGUAGE="ar")
    assert made.status == 0, made.output
    assert parsed((site / "only/index.html").read_text("utf-8")).get("lang") == "ar"
    assert not (site / "only/ar").exists()
    assert not (site / "only/en").exists()

"""Sweeps over the built first site: every page of every language, whatever it is about. Links: `test_dead_links.py`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from sportello.catalogue import load_site
from sportello.translation import lang_tag
from tests.built_site import ROOT
from tests.pagecheck import check_page

LANGUAGES = load_site(ROOT / "mkdocs.yml").options.languages
SOURCE = LANGUAGES[0]
MENU_LIMIT = 12
"""Links of one menu. A menu of all pages would hold sixty and more."""

ITALIAN_ONLY = {"redazione/traduzioni/index.html"}
"""For staff: how far the translations are."""

_LOADS = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src"}
_ELSEWHERE = re.compile(r"\s*(?:https?:)?//")


@dataclass
class Page(HTMLParser):
    """What the sweeps look at on one page."""

    html: str
    language: str = ""
    foreign: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    menus: list[int] = field(default_factory=list)
    _is_in_menu: bool = False

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    @property
    def title(self) -> str:
        """What stands in the tab."""
        return self.html.partition("<title>")[2].partition("</title>")[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note languages, what a browser would load, and how many links each menu has."""
        found = {name: value or "" for name, value in attrs}
        self.language = self.language or found.get("lang", "")
        if found.get("lang", self.language) != self.language and "hreflang" not in found:
            self.foreign.append(found["lang"])
        if tag in _LOADS and found.get("rel") not in {"canonical", "alternate"}:
            self.loads.append(found.get(_LOADS[tag], ""))
        self._note_menu(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave a menu."""
        self._is_in_menu = self._is_in_menu and tag != "nav"

    def _note_menu(self, tag: str) -> None:
        if tag == "nav":
            self._is_in_menu = True
            self.menus.append(0)
        elif tag == "a" and self._is_in_menu:
            self.menus[-1] += 1


@pytest.fixture(scope="module")
def pages(built_site: Path) -> Mapping[str, Page]:
    """Every page by its path below the site."""
    return {
        file.relative_to(built_site).as_posix(): Page(file.read_text(encoding="utf-8"))
        for file in sorted(built_site.rglob("*.html"))
        if not any(part.startswith(".") for part in file.relative_to(built_site).parts)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_well_made(pages: Mapping[str, Page], language: str) -> None:
    problems = [
        problem for path, page in _in(pages, language).items() for problem in _problems(page.html, path)
    ]
    assert problems == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_and_says_its_language(pages: Mapping[str, Page], language: str) -> None:
    mine = _in(pages, language)
    assert {page.language for page in mine.values()} == {lang_tag(language)}
    below = {path.removeprefix(f"{language}/") for path in mine}
    assert below - ITALIAN_ONLY == set(_in(pages, SOURCE)) - ITALIAN_ONLY


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_is_of_one_page_only(pages: Mapping[str, Page], language: str) -> None:
    titles = Counter(page.title for page in _in(pages, language).values())
    assert [title for title, count in titles.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_are_told_what_each_page_is_about(built_site: Path, language: str) -> None:
    """Forms and the error page, too: those without a summary say what the front page says."""
    root = built_site if language == SOURCE else built_site / language
    pages = [*root.glob("*/**/index.html"), root / "404.html", root / ".sportello/layout.html"]
    silent = [page for page in pages if '<meta name="description"' not in page.read_text(encoding="utf-8")]
    assert silent == []


def test_citizens_find_no_text_left_in_italian(pages: Mapping[str, Page]) -> None:
    untranslated = {path: page.foreign for path, page in pages.items() if page.foreign}
    assert [path for path in untranslated if "redazione/" not in path] == []


def test_pages_load_nothing_from_elsewhere(pages: Mapping[str, Page]) -> None:
    loads = [(path, address) for path, page in pages.items() for address in page.loads]
    assert loads
    assert [f"{path}: {address}" for path, address in loads if _ELSEWHERE.match(address)] == []


def test_style_sheets_load_nothing_from_elsewhere(built_site: Path) -> None:
    sheets = {sheet: sheet.read_text(encoding="utf-8") for sheet in built_site.rglob("*.css")}
    assert sheets
    loads = r"(?:url\(|@import)\s*['\"]?\s*((?:https?:)?//[^'\")\s]+)"
    found = [f"{sheet}: {address}" for sheet, css in sheets.items() for address in re.findall(loads, css)]
    assert found == []


def test_no_page_carries_a_menu_of_all_pages(pages: Mapping[str, Page]) -> None:
    menus = [(path, links) for path, page in pages.items() for links in page.menus]
    assert menus
    assert [f"{path}: {links} links" for path, links in menus if links > MENU_LIMIT] == []


def test_every_calendar_opens_and_is_the_same_in_each_language(built_site: Path) -> None:
    calendars = {file.relative_to(built_site).as_posix(): _events(file) for file in built_site.rglob("*.ics")}
    italian = {path: events for path, events in calendars.items() if _language(path) == SOURCE}
    assert italian
    for language in LANGUAGES[1:]:
        for path, events in italian.items():
            assert calendars[f"{language}/{path}"] == events, path


def _problems(html: str, path: str) -> Iterator[str]:
    try:
        check_page(html, path)
    except AssertionError as error:
        yield str(error)


def _in(pages: Mapping[str, Page], language: str) -> dict[str, Page]:
    return {path: page for path, page in pages.items() if _language(path) == language}


def _language(path: str) -> str:
    first = path.split("/", maxsplit=1)[0]
    return first if first in LANGUAGES[1:] else SOURCE


def _events(file: Path) -> list[tuple[str, object]]:
    """What identifies each event, and when it begins."""
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert events, f"{file} holds no event"
    assert all(isinstance(event, Event) and event["SUMMARY"] and event["DTSTAMP"] for event in events)
    return [(str(event["UID"]), event.decoded("DTSTART")) for event in events]

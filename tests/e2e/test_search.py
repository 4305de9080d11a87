"""Search in the reader's language: what people type finds what they need, by keyboard too, and costs little."""

from __future__ import annotations

import gzip
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Response, expect

from tests.e2e.queries import QUERIES
from tests.e2e.reader import Reader, Readers

AMONG_THE_FIRST = 3
MOST_TRANSFERRED = 150_000
PACKED_BY_THE_WEB_SERVER = {".js", ".json", ".txt"}
"""As DEPLOY.md says; Pagefind's own files are packed already."""


@pytest.mark.parametrize("language", QUERIES)
def test_what_people_type_finds_the_right_page(readers: Readers, language: str) -> None:
    """The longest query comes first: the more words, the more files of the index."""
    reader = _at_the_box(readers, language)
    answers: list[Response] = []
    reader.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks what it is given
    missed = []
    transferred = 0
    for query, right in sorted(QUERIES[language], key=lambda query: (-len(query[0].split()), -len(query[0]))):
        found = _ask(reader, query)
        transferred = transferred or sum(map(_transferred, answers))
        assert all(path.startswith(reader.address("")) for path in found), f"{query}: another language"
        if not set(found[:AMONG_THE_FIRST]) & {reader.address(f"{path}/") for path in right.split()}:
            missed.append(f"{query}: {found}")
    assert missed == []
    assert 0 < transferred <= MOST_TRANSFERRED


def test_results_are_grouped_by_kind_under_the_names_that_the_menu_uses(readers: Readers) -> None:
    reader = _at_the_box(readers, "it")
    _ask(reader, "lavoro")
    lists = reader.page.get_by_role("search").get_by_role("list")
    names = [lists.nth(at).get_attribute("aria-labelledby") or "" for at in range(lists.count())]
    titles = [reader.page.locator(f"#{name}").inner_text() for name in names]
    assert titles[0] == "Servizi"
    assert len(set(titles)) == len(titles)
    for list_, title in zip(lists.all(), titles, strict=True):
        places = [urlsplit(str(link.get_attribute("href"))).path for link in list_.get_by_role("link").all()]
        assert len({place.split("/")[1] for place in places}) == 1, f"{title}: {places}"


def test_the_box_works_by_keyboard_alone(readers: Readers) -> None:
    reader = _at_the_box(readers, "ar")
    box, keys = reader.page.get_by_role("searchbox"), reader.page.keyboard
    _ask(reader, "عمل")
    links = _links(reader)
    expect(links.first).to_be_focused()
    keys.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    expect(box).to_be_focused()
    expect(box).to_have_value("عمل")
    keys.press("ArrowDown")
    keys.press("Escape")
    expect(box).to_be_focused()
    expect(links).to_have_count(0)
    expect(box).to_have_value("عمل")


def test_more_results_follow_those_shown(readers: Readers) -> None:
    reader = _at_the_box(readers, "it")
    before = _ask(reader, "lavoro")
    reader.page.get_by_role("button", name="Altri risultati").click()
    links = _links(reader)
    expect(links).to_have_count(2 * len(before))
    focused = reader.page.locator(":focus").get_attribute("href")
    assert focused
    assert urlsplit(focused).path not in before


def test_a_misspelt_word_is_said_to_be_understood_as_another(readers: Readers) -> None:
    reader = _at_the_box(readers, "it")
    _ask(reader, "psicolgo")
    expect(reader.page.get_by_role("search").get_by_role("status")).to_contain_text("«psicologo»")


@pytest.mark.parametrize("language", ["it", "ar"])
def test_nothing_found_leads_to_the_directory_and_to_a_person(readers: Readers, language: str) -> None:
    reader = _at_the_box(readers, language)
    reader.page.get_by_role("searchbox").fill("xyzxyzxyz")
    status = reader.page.get_by_role("search").get_by_role("status")
    expect(status).to_have_text(reader.says("Nessun risultato. Prova con altre parole, o chiedi a noi."))
    links = reader.page.get_by_role("search").get_by_role("link")
    addresses = [urlsplit(link.evaluate("link => link.href")).path for link in links.all()]
    assert addresses[0] == reader.address("servizi/")
    assert addresses[1].startswith(f"/moduli/{language}/")
    assert reader.page.get_by_role("button", name=reader.says("Altri risultati")).count() == 0


@pytest.mark.parametrize(("language", "query"), [("it", "lavoro"), ("ar", "عمل"), ("it", "xyzxyzxyz")])
def test_an_open_box_has_no_violations(readers: Readers, language: str, query: str) -> None:
    reader = readers.open(language, phone=True).open("/" if language == "it" else f"/{language}/")
    reader.page.get_by_role("searchbox").fill(query)
    expect(reader.page.get_by_role("search").get_by_role("link").first).to_be_visible()
    found = Axe().run(reader.page)
    assert found.violations_count == 0, found.generate_report()
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _at_the_box(readers: Readers, language: str) -> Reader:
    reader = readers.open(language)
    return reader.open(reader.address("comuni/"))


def _ask(reader: Reader, query: str) -> list[str]:
    """The paths found, in the order shown. Enter moves on to the first result once they are there."""
    reader.page.keyboard.press("Escape")
    expect(_links(reader)).to_have_count(0)
    box = reader.page.get_by_role("searchbox")
    box.fill(query)
    box.press("Enter")
    first = reader.page.get_by_role("search").get_by_role("link").first
    expect(first, query).to_be_focused()
    return [urlsplit(str(link.get_attribute("href"))).path for link in _links(reader).all()]


def _links(reader: Reader) -> Locator:
    return reader.page.get_by_role("search").get_by_role("listitem").get_by_role("link")


def _transferred(answer: Response) -> int:
    body = answer.body()
    packed = PurePosixPath(urlsplit(answer.url).path).suffix in PACKED_BY_THE_WEB_SERVER
    return len(gzip.compress(body, 6)) if packed else len(body)

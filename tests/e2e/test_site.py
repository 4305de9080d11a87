"""What the site does in a browser: search, languages, addresses that lead nowhere, paper."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.kinds import APPOINTMENT, FORMS, SITE, Way
from tests.e2e.reader import Reader, Readers


@pytest.mark.parametrize(("language", "word"), [("it", "lavoro"), ("en", "work"), ("ar", "عمل")])
def test_search_finds_pages_of_its_language(readers: Readers, language: str, word: str) -> None:
    reader = readers.open(language)
    reader.open(reader.address("comuni/"))
    reader.page.get_by_role("searchbox").press_sequentially(word)
    results = reader.page.get_by_role("search").get_by_role("listitem")
    links = results.get_by_role("link")
    # Of the word that is still being typed there may be other results.
    meant = f'[href="{reader.address("servizi/")}ricerca-lavoro-casalasco/"]'
    expect(links.and_(reader.page.locator(meant))).to_be_visible()
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    assert all(address.startswith(reader.address("")) for address in addresses)
    reader.page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    assert reader.place == addresses[0]
    assert word in reader.page.locator("body").inner_text().casefold()


def test_search_finds_the_service_that_is_meant(readers: Readers) -> None:
    reader = readers.open().open("/")
    reader.page.get_by_role("searchbox").fill("microcredito")
    found = reader.page.get_by_role("search").get_by_role("link", name=re.compile("Microcredito"))
    expect(found.first).to_be_visible()
    reader.follow(found.first)
    assert reader.place == "/servizi/microcredito/"


def test_search_says_when_it_finds_nothing_and_closes(readers: Readers) -> None:
    reader = readers.open().open("/")
    reader.page.get_by_role("searchbox").fill("xyzxyzxyz")
    status = reader.page.get_by_role("search").get_by_role("status")
    expect(status).to_contain_text("Nessun risultato")
    reader.page.keyboard.press("Escape")
    expect(status).to_be_hidden()


@pytest.mark.parametrize("language", ["it", "ar"])
def test_without_scripts_search_leads_to_the_directory(readers: Readers, language: str) -> None:
    reader = readers.open(language, scripts=False)
    reader.open(reader.address(""))
    reader.page.get_by_role("searchbox").fill("lavoro")
    reader.follow(reader.page.get_by_role("search").get_by_role("button"))
    assert reader.place.split("?")[0] == reader.address("servizi/")


@pytest.mark.parametrize("path", ["", "servizi/microcredito/", "comuni/gussola/", "privacy/"])
def test_another_language_keeps_the_page(readers: Readers, path: str) -> None:
    reader = readers.open().open(f"/{path}")
    for name, place in (("العربية", f"/ar/{path}"), ("English", f"/en/{path}"), ("Italiano", f"/{path}")):
        reader.follow(switch(reader, name))
        assert reader.place == place


def test_another_language_keeps_what_is_chosen_in_a_form(readers: Readers) -> None:
    reader = readers.open()
    reader.open(reader.form(APPOINTMENT))
    reader.page.locator("#name").fill("Prova Prov")
    reader.follow(switch(reader, "العربية", "button"))
    assert reader.place == f"/moduli/ar/{APPOINTMENT}"
    assert reader.page.locator("#municipality").input_value() == "Gussola"
    assert reader.page.locator("#name").input_value() == "Prova Prov"


@pytest.mark.parametrize(
    ("path", "language"),
    [("/manca/", "it"), ("/en/manca/", "en"), ("/ar/servizi/manca/", "ar"), ("/moduli/ar/manca", "ar")],
)
def test_a_wrong_address_is_answered_in_its_language(readers: Readers, path: str, language: str) -> None:
    reader = readers.open(language).open(path, 404)
    assert reader.page.locator("html").get_attribute("lang") == language
    home = reader.page.locator(f'main a[href$="{reader.address("")}"], main a[href="{reader.base}/"]')
    reader.follow(home.last)
    assert reader.place == reader.address("")


@pytest.mark.parametrize("way", [SITE["municipality"], SITE["program"], FORMS["receipt"]])
def test_paper_holds_the_content_only(readers: Readers, way: Way) -> None:
    reader = readers.open()
    way(reader)
    reader.page.emulate_media(media="print")
    expect(reader.page.locator("h1")).to_be_visible()
    for part in ("nav", "footer li", ".sp-search", ".sp-skip", ".sp-help", ".sp-button"):
        expect(reader.page.locator(part).locator("visible=true")).to_have_count(0)


def switch(reader: Reader, name: str, role: Literal["link", "button"] = "link") -> Locator:
    return reader.page.get_by_role("banner").get_by_role(role, name=name, exact=True)

"""Forms in the reader's language: what they link to, in which order they offer, and that robots list none of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from forms_app import make_app
from forms_app.services import Services
from tests.integration.forms.browser import Browser
from tests.integration.forms.test_flow import APPOINTMENT, CONTACT

ENTRY = "/moduli/{0}/?comune=Lainate"
"""Lainate's only program is over: the page names it, and leads to it."""
CATALOGUE = 'msgid "{0}"\nmsgstr "{1}"\n'


@pytest.fixture
def translate(services: Services) -> None:
    """Translate one program into Arabic: the other page exists in Italian only."""
    folder = services.catalogue.site.translations / "ar" / "content"
    for page, title, translation in (
        ("progetti/activity", "Activity", "نشاط"),
        ("servizi/lavoro", "Cercare lavoro", "Cercare lavoro"),
    ):
        file = Path(folder, f"{page}.po")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(CATALOGUE.format(title, translation), "utf-8")


@pytest.fixture
def arabic(translate: None, services: Services) -> Browser:  # noqa: ARG001 - the catalogues are read with the app
    return Browser(make_app(services))


def test_links_lead_to_the_reader_s_language_where_the_page_exists(arabic: Browser) -> None:
    links = arabic.get("/moduli/ar/contatto?progetto=squadra&comune=019052").links
    assert "/ar/progetti/activity/" in links
    closed = arabic.get("/moduli/en/contatto?progetto=concluso&comune=015116").links
    assert "/progetti/activity/" in closed


def test_names_that_run_the_other_way_are_isolated(arabic: Browser) -> None:
    page = arabic.get("/moduli/ar/?comune=019052").response.text
    assert '<bdi dir="ltr">Cercare lavoro</bdi>' in page
    assert "نشاط" in page


def test_topics_stand_in_the_reader_s_order(arabic: Browser) -> None:
    labels = [
        "".join(option.itertext())
        for option in arabic.get(CONTACT.replace("/it/", "/ar/")).form.iter("option")
        if option.get("value", "").startswith(("progetto:", "servizio:"))
    ]
    assert labels == ["نشاط", "Cercare lavoro", "Squadra"]


@pytest.mark.parametrize(
    "url",
    [ENTRY.format("it"), ENTRY.format("ar"), CONTACT, APPOINTMENT, "/moduli/it/stato", "/moduli/en/nothing"],
)
def test_search_engines_list_no_form(app: Flask, url: str) -> None:
    assert '<meta name="robots" content="noindex">' in app.test_client().get(url).text


@pytest.mark.parametrize("language", ["it", "ar"])
def test_every_language_is_named_in_its_own_way(browser: Browser, language: str) -> None:
    page = browser.get(f"/moduli/{language}/")
    assert page.root.get("lang") == language
    named = [
        (a.get("lang"), a.get("dir"), "".join(a.itertext())) for a in page.root.iter("a") if a.get("hreflang")
    ]
    assert named == [("it", "ltr", "Italiano"), ("en", "ltr", "English"), ("ar", "rtl", "العربية")]

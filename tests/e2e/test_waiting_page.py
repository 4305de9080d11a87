"""The page that asks for patience: with JavaScript it calculates and sends by itself, without it one presses again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from forms_app import make_app
from forms_app.provision import provision
from forms_app.services import Services, load_web_keys, make_services, read_catalogue
from forms_app.settings import load_settings
from tests.integration.forms.browser import Stored
from tests.integration.forms.site import write_site
from tests.listening import serving

CONTACT = "/moduli/it/contatto?progetto=activity&comune=019052"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A small site where one sending an hour is free."""
    settings = load_settings(
        {
            "SPORTELLO_ENVIRONMENT": "development",
            "SPORTELLO_VAR": str(tmp_path / "var"),
            "SPORTELLO_SITE": str(tmp_path / "site"),
            "SPORTELLO_MKDOCS": str(write_site(tmp_path)),
            "SPORTELLO_SENDINGS_AN_HOUR": "1",
        }
    )
    provision(settings)
    made = make_services(settings, read_catalogue(settings), load_web_keys(settings))
    yield made
    made.engine.dispose()


@pytest.fixture
def address(services: Services) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, make_app(services), threaded=True)
    with serving(server) as address:
        yield address


def send(page: Page, address: str, name: str) -> None:
    page.goto(address + CONTACT)
    page.get_by_label("Come possiamo chiamarti?").fill(name)
    page.get_by_label("Numero di telefono").fill("333 123 4567")
    page.get_by_label("Telefonata").check()
    page.get_by_role("button", name="Continua").click()
    page.get_by_role("button", name="Invia").click()


def test_the_calculation_sends_by_itself(browser: Browser, address: str, services: Services) -> None:
    with browser.new_context(locale="it") as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        statuses: list[int] = []
        page.on("response", lambda response: statuses.append(response.status))
        for number in range(3):
            send(page, address, f"Prova {number}")
            expect(page.get_by_role("heading", name="Richiesta ricevuta")).to_be_visible()
    assert statuses.count(429) == 2
    assert complaints == []
    assert Stored(services).count == (3, 3)


def test_without_javascript_the_page_asks_for_patience(
    browser: Browser, address: str, services: Services
) -> None:
    with browser.new_context(locale="it", java_script_enabled=False) as context:
        page = context.new_page()
        send(page, address, "Prova Uno")
        send(page, address, "Prova Due")
        expect(page.get_by_role("heading", name="Ancora un momento")).to_be_visible()
        expect(page.get_by_text("Conta fino a")).to_be_visible()
        assert page.locator("[data-working]").is_hidden()
    assert Stored(services).count == (1, 1)


def test_the_trap_is_not_seen(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + CONTACT)
        assert not page.locator("#website").is_visible()

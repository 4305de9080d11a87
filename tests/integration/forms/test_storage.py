"""When the database cannot store: nobody is told "received", nothing typed is lost, the desk's number is there."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing

import pytest

from forms_app.services import Services
from tests.integration.forms.browser import Browser, Page, Stored
from tests.integration.forms.test_flow import CONTACT, WHO

MESSAGE = "segreto-da-non-scrivere-nei-log"


@pytest.fixture
def check(browser: Browser) -> Page:
    return browser.press(browser.get(CONTACT), "step=check", **WHO, message=MESSAGE)


def test_locked(
    browser: Browser, check: Page, services: Services, stored: Stored, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(
        sqlite3.connect(services.settings.var_dir / "sportello.sqlite", isolation_level=None)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        with caplog.at_level(logging.INFO):
            page = browser.press(check, "step=send")
    assert page.status == 503
    assert page.response.headers["Retry-After"] == "60"
    assert "0372 1786314" in page.text
    assert "tel:+3903721786314" in page.links
    assert page.answers["message"] == [MESSAGE]
    assert stored.count == (0, 0)
    assert "SQLITE_BUSY" in caplog.text
    assert MESSAGE not in caplog.text
    assert browser.press(page, "step=send").url == "/moduli/it/ricevuta"
    assert stored.count == (1, 1)


def test_full(browser: Browser, check: Page, services: Services, stored: Stored) -> None:
    with services.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    received = 0
    while (page := browser.press(check, "step=send", name=f"Prova {received}")).status == 200:
        received += 1
        assert received < pages  # each takes half a page at least
    assert page.status == 503
    assert page.answers["message"] == [MESSAGE]
    assert stored.count == (received, received)

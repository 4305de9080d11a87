"""Leaving in a hurry, by the button and by the keys, with scripts and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.asking import Answers, fill_in, send
from tests.e2e.kinds import CONTACT

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.e2e.reader import Reader, Readers

OUTSIDE = "https://it.wikipedia.org/"


def leaving(readers: Readers, *, scripts: bool = True) -> Reader:
    """A reader for whom the outside site is a stand-in, and no trouble."""
    reader = readers.open(scripts=scripts)

    def answer(route: Route) -> None:
        response = route.fetch(max_redirects=0)
        assert (response.status, response.headers["location"]) == (303, OUTSIDE)
        route.fulfill(body="<!doctype html><title>Altrove</title>", content_type="text/html")

    reader.page.context.route("**/moduli/uscita", answer)
    return reader


def left(reader: Reader) -> None:
    """Fail unless the reader is elsewhere."""
    reader.page.wait_for_url("**/moduli/uscita")
    assert reader.page.title() == "Altrove"


@pytest.mark.parametrize("path", [f"/moduli/it/{CONTACT}", "/servizi/sostegno-psicologico/"])
def test_shift_three_times(readers: Readers, path: str) -> None:
    reader = leaving(readers).open(path)
    for _ in range(3):
        reader.page.keyboard.press("Shift")
    left(reader)


def test_writing_capitals_does_not_leave(readers: Readers) -> None:
    reader = leaving(readers).open(f"/moduli/it/{CONTACT}")
    reader.page.locator("#name").press_sequentially("P")
    for letter in "ROVA":
        reader.page.keyboard.press(f"Shift+{letter}")
    assert reader.place == f"/moduli/it/{CONTACT}"


@pytest.mark.parametrize("scripts", [True, False])
def test_after_the_button_back_shows_no_answer_and_no_receipt(readers: Readers, *, scripts: bool) -> None:
    reader = leaving(readers, scripts=scripts)
    reader.open(f"/moduli/it/{CONTACT}")
    fill_in(reader, Answers(name="Prova Lasciata"))
    code = send(reader)
    reader.page.get_by_role("link", name="Esci subito").click()
    left(reader)
    reader.page.go_back()
    assert code not in reader.page.content()
    reader.page.goto(f"{reader.base}/moduli/it/ricevuta")
    assert "Non c’è una ricevuta da mostrare" in reader.page.locator("h1").inner_text()


def test_pages_that_are_not_sensitive_have_no_button(readers: Readers) -> None:
    reader = readers.open().open("/servizi/microcredito/")
    assert reader.page.get_by_role("link", name="Esci subito").count() == 0

"""What a browser says of a desk's hours, whatever zone its clock is in, also when Rome's clocks change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from sportello.catalogue.opening import ROME
from sportello.mkdocs_plugin.settings import THEME
from sportello.pages.make import make_page
from sportello.pages.render import make_renderer
from tests.unit.pages.voices import CASALASCO, record, voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

AXE = Axe()
SCRIPT = Path(THEME, "assets/sportello/open.js").read_text("utf-8")
ZONES = ("Europe/Rome", "America/Los_Angeles", "Pacific/Kiritimati")
WEEK = {
    "sunday": ["01:30-04:00"],
    "monday": ["09:00-12:30"],
    "wednesday": ["09:00-12:30", "14:00-17:00"],
}


def markup(today: date, **fields: object) -> str:
    """The page of a desk with made-up hours, as a build on that day renders it."""
    desk = record(
        "sportelli/prova.md",
        "location",
        title="Sportello di prova",
        organization="mestieri",
        municipality="gussola",
        **{"hours": WEEK, **fields},
    )
    speaker = replace(voice(*CASALASCO, desk), today=today)
    body = make_renderer(speaker).render(make_page(speaker, desk)).html("")
    return f"<!doctype html><html lang=it><title>Prova</title><main>{body}</main><script>{SCRIPT}</script>"


@pytest.fixture(params=ZONES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a browser whose clock is in some zone."""
    context = browser.new_context(timezone_id=request.param, locale="it-IT")
    yield context.new_page()
    context.close()


def rome(text: str) -> datetime:
    """An instant by its offset, or else by Rome's clocks."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=ROME)


def shown(page: Page) -> str:
    """The sentence that stands on the page; nothing when it is hidden."""
    place = page.locator(".sp-now")
    return place.inner_text() if place.is_visible() else ""


SPRING = {
    "2026-03-19T23:59:59": "",
    "2026-03-25T12:29:59": "Aperto ora, fino alle 12:30",
    "2026-03-25T12:30:00": "Chiuso ora, apre oggi alle 14:00",
    "2026-03-28T23:59:59": "Chiuso ora, apre domenica alle 1:30",
    "2026-03-29T01:59:59": "Aperto ora, fino alle 4:00",
    "2026-03-29T03:00:00": "Aperto ora, fino alle 4:00",
    "2026-03-29T04:00:00": "Chiuso ora, apre lunedì alle 9:00",
    "2026-03-30T08:59:59": "Chiuso ora, apre oggi alle 9:00",
    "2026-04-06T10:00:00": "Oggi chiuso: giorno festivo. Apre mercoledì alle 9:00",
    "2026-05-19T00:00:00": "",
}
AUTUMN = {
    "2026-10-25T01:29:59+02:00": "Chiuso ora, apre oggi alle 1:30",
    "2026-10-25T02:30:00+02:00": "Aperto ora, fino alle 4:00",
    "2026-10-25T02:30:00+01:00": "Aperto ora, fino alle 4:00",
    "2026-10-25T03:59:59+01:00": "Aperto ora, fino alle 4:00",
    "2026-10-25T04:00:00+01:00": "Chiuso ora, apre lunedì alle 9:00",
    "2026-10-26T09:00:00+01:00": "Aperto ora, fino alle 12:30",
}


@pytest.mark.parametrize(("today", "expected"), [(date(2026, 3, 20), SPRING), (date(2026, 10, 20), AUTUMN)])
def test_around_the_nights_in_which_the_clocks_change(
    page: Page, today: date, expected: dict[str, str]
) -> None:
    page.set_content(markup(today))
    found = {}
    for at in expected:
        page.clock.set_fixed_time(rome(at))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        found[at] = shown(page)
    assert found == expected


def test_a_page_left_open_keeps_up(page: Page) -> None:
    page.clock.install(time=rome("2026-03-25T08:59:00"))
    page.set_content(markup(date(2026, 3, 20)))
    assert shown(page) == "Chiuso ora, apre oggi alle 9:00"
    page.clock.run_for(75_000)
    assert shown(page) == "Aperto ora, fino alle 12:30"


def test_by_appointment_and_closed_with_a_reason(page: Page) -> None:
    closed = [{"start": "2026-03-25", "end": "2026-04-20", "reason": "lavori"}]
    page.clock.set_fixed_time(rome("2026-03-25T10:00:00"))
    page.set_content(markup(date(2026, 3, 20), by_appointment=True))
    assert shown(page) == "Su appuntamento, ora fino alle 12:30"
    page.set_content(markup(date(2026, 3, 20), closures=closed))
    assert shown(page) == "Oggi chiuso: lavori. Apre mercoledì 22 aprile 2026 alle 9:00"
    assert page.get_by_role("listitem").first.inner_text() == (
        "mercoledì 25 marzo 2026 – lunedì 20 aprile 2026: lavori"
    )


def test_without_scripts_there_is_the_week(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(markup(date(2026, 3, 20)))
    assert shown(page) == ""
    assert page.get_by_role("row", name="lunedì").inner_text().split() == ["lunedì", "09:00–12:30"]
    context.close()


@pytest.mark.parametrize("today", [date(2026, 3, 24), date(2026, 3, 25)], ids=["closed", "open"])
def test_it_can_be_read_in_light_and_dark(browser: Browser, today: date) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.clock.set_fixed_time(datetime.combine(today, time(10), ROME))
    page.set_content(markup(date(2026, 3, 20)))
    for name in ("sportello", "shell", "components"):
        page.add_style_tag(content=Path(THEME, f"assets/sportello/{name}.css").read_text("utf-8"))
    page.evaluate(AXE.axe_script)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run('main', {resultTypes: ['violations']})")
        told = [node["html"] for violation in found["violations"] for node in violation["nodes"]]
        assert told == [], scheme
    page.close()

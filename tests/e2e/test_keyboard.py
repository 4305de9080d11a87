"""Without a mouse: everything is reached, seen to be reached, and works."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.kinds import CONTACT, FORMS, SITE
from tests.e2e.reader import Reader, Readers

MOST_STOPS = 400

REMEMBER = """() => {
  document.activeElement?.blur();
  window.look = (element) => [null, "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor].join();
  }).join();
  for (const [number, element] of document.querySelectorAll("a, button, input, select, textarea, summary").entries()) {
    element.dataset.stop = number;
    element.dataset.look = look(element);
  }
}"""

FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const isInSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 1;
  return {
    stop: element.dataset.stop,
    html: element.outerHTML.slice(0, 160),
    href: element.getAttribute("href") ?? "",
    seen: isInSight && look(element) !== element.dataset.look,
  };
}"""
"""An element is seen to have the focus if its outline, shadow or ground differs from what it was."""


@pytest.mark.parametrize("kind", ["home", "program", "municipality", "appointment", "errors", "check"])
@pytest.mark.parametrize("phone", [False, True])
def test_every_stop_is_seen(readers: Readers, kind: str, *, phone: bool) -> None:
    reader = readers.open(phone=phone)
    {**SITE, **FORMS}[kind](reader)
    stops = walk(reader)
    assert "license" in stops[-1]["html"], "the walk did not reach the foot of the page"
    assert [stop["html"] for stop in stops if not stop["seen"]] == []


@pytest.mark.parametrize("language", ["it", "ar"])
@pytest.mark.parametrize("kind", ["home", "appointment"])
def test_the_first_stop_skips_to_the_content(readers: Readers, kind: str, language: str) -> None:
    reader = readers.open(language)
    {**SITE, **FORMS}[kind](reader)
    reader.page.keyboard.press("Tab")
    skip = reader.page.get_by_role("link", name=reader.says("Vai al contenuto"))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_menu_and_languages_are_reached(readers: Readers) -> None:
    reader = readers.open().open("/servizi/")
    hrefs = [stop["href"] for stop in walk(reader)]
    for address in ("../ar/servizi/", "../en/servizi/", "../comuni/", "../come-chiedere-aiuto/"):
        assert address in hrefs


@pytest.mark.parametrize("path", ["/servizi/", f"/moduli/it/{CONTACT}"])
def test_the_menu_of_a_phone_opens(readers: Readers, path: str) -> None:
    reader = readers.open(phone=True).open(path)
    menu = reader.page.locator("header .sp-nav--narrow summary")
    menu.focus()
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    first = reader.page.locator("header .sp-nav--narrow a").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()


def walk(reader: Reader) -> list[dict[str, str]]:
    """Press Tab until the page has no more stops."""
    reader.page.evaluate(REMEMBER)
    stops: list[dict[str, str]] = []
    for _ in range(MOST_STOPS):
        reader.page.keyboard.press("Tab")
        stop = reader.page.evaluate(FOCUSED)
        if stop is None or stop["stop"] in {known["stop"] for known in stops}:
            return stops
        stops.append(stop)
    raise AssertionError(f"more than {MOST_STOPS} stops")

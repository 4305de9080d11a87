"""Finding one's own language: the switcher on a phone, the front page's invitation; pages from right to left."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.kinds import FORMS, SITE, Way
from tests.e2e.reader import Reader, Readers

NAMES = ["Italiano", "English", "Français", "Español", "Română", "Українська", "العربية", "Shqip", "中文"]
TAGS = ["it", "en", "fr", "es", "ro", "uk", "ar", "sq", "zh-Hans"]
WRITTEN = {"العربية": "rtl"}

NARROW = {"width": 320, "height": 640}


def test_switcher_on_a_phone_by_keyboard_and_without_scripts(readers: Readers) -> None:
    reader = readers.open("uk", phone=True, scripts=False).open("/uk/servizi/microcredito/")
    reader.page.set_viewport_size(NARROW)  # type: ignore[arg-type] # a TypedDict of the same keys
    links = reader.page.get_by_role("banner").locator(".sp-languages a:visible")
    expect(links).to_have_count(0)
    opener = reader.page.get_by_role("banner").locator(".sp-tongues--narrow summary")
    expect(opener).to_have_text("Мова Українська")
    while not opener.evaluate("element => element === document.activeElement"):
        reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    expect(links).to_have_text(NAMES)
    assert [link.get_attribute("lang") for link in links.all()] == TAGS
    assert [link.get_attribute("dir") for link in links.all()] == [WRITTEN.get(n, "ltr") for n in NAMES]
    boxes = [link.bounding_box() or {"x": -1, "width": 0, "height": 0} for link in links.all()]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["height"] >= 44 for box in boxes)
    for _name in NAMES:
        reader.page.keyboard.press("Tab")
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    assert reader.place == "/zh/servizi/microcredito/"
    assert reader.page.locator("html").get_attribute("lang") == "zh-Hans"


def test_switcher_of_a_form_on_a_phone_keeps_the_answers(readers: Readers) -> None:
    reader = readers.open("it", phone=True, scripts=False)
    FORMS["contact"](reader)
    reader.page.locator("#name").fill("Prova Prov")
    with reader.page.expect_navigation():
        reader.page.locator("#name").press("Enter")
    assert reader.page.locator("html").get_attribute("lang") == "it", (
        "Enter goes on, it does not change language"
    )
    assert reader.page.locator("#name").input_value() == "Prova Prov"
    banner = reader.page.get_by_role("banner")
    banner.locator(".sp-tongues--narrow summary").click()
    reader.follow(banner.get_by_role("button", name="العربية"))
    assert reader.page.locator("html").get_attribute("dir") == "rtl"
    assert reader.page.locator("#name").input_value() == "Prova Prov"


@pytest.mark.parametrize(("language", "line"), [("ar", "العربية"), ("en", "English")])
def test_front_page_invites_into_the_browsers_language_and_keeps_nothing(
    readers: Readers, language: str, line: str
) -> None:
    reader = readers.open(language).open("/")
    invitation = reader.page.locator("[data-invitations] a:visible")
    expect(invitation).to_have_count(1)
    expect(invitation).to_have_attribute("lang", language)
    expect(invitation.locator("strong")).to_have_text(line)
    kept = "[localStorage.length, sessionStorage.length, document.cookie.length]"
    assert reader.page.evaluate(kept) == [0, 0, 0]
    assert reader.place == "/"
    reader.follow(invitation)
    assert reader.place == f"/{language}/"
    expect(reader.page.locator("[data-invitations]")).to_have_count(0)


@pytest.mark.parametrize(("language", "scripts"), [("it", True), ("de", True), ("ar", False)])
def test_front_page_invites_nobody_else(readers: Readers, language: str, scripts: bool) -> None:  # noqa: FBT001 - a case
    reader = readers.open(language, scripts=scripts).open("/")
    expect(reader.page.locator("h1")).to_be_visible()
    expect(reader.page.locator("[data-invitations]")).to_be_hidden()


@pytest.mark.parametrize("way", [SITE["municipality"], SITE["desk"], FORMS["receipt"]])
def test_numbers_and_codes_run_from_left_to_right_on_pages_that_do_not(readers: Readers, way: Way) -> None:
    reader = readers.open("ar")
    way(reader)
    assert reader.page.locator("body").evaluate("body => getComputedStyle(body).direction") == "rtl"
    numbers = reader.page.locator("main .sp-phone bdi, main .sp-code")
    assert numbers.count() > 0
    assert {_direction(reader, index) for index in range(numbers.count())} == {"ltr isolate"}
    brand, tools = (reader.page.locator(part).bounding_box() for part in (".sp-brand", ".sp-header__tools"))
    assert brand
    assert tools
    assert brand["x"] > tools["x"]


@pytest.mark.parametrize("kind", ["municipality", "desk", "service"])
@pytest.mark.parametrize("language", ["it", "ar"])
def test_paper_tells_whom_to_ring(readers: Readers, kind: str, language: str) -> None:
    reader = readers.open(language)
    SITE[kind](reader)
    reader.page.emulate_media(media="print")
    expect(reader.page.locator("main .sp-phone").first).to_be_visible()
    for part in ("nav", "summary", "form", ".sp-languages", ".sp-actions"):
        expect(reader.page.locator(part).locator("visible=true")).to_have_count(0)


def _direction(reader: Reader, index: int) -> str:
    number = reader.page.locator("main .sp-phone bdi, main .sp-code").nth(index)
    style = "element => { const s = getComputedStyle(element); return `${s.direction} ${s.unicodeBidi}` }"
    return str(number.evaluate(style))

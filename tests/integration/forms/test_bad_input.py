"""What cannot be taken gets a clear page with the right status, and nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.forms.browser import Browser, Stored
from tests.integration.forms.test_flow import APPOINTMENT, CONTACT, WHO


@pytest.fixture(autouse=True)
def nothing_is_stored(stored: Stored) -> Iterator[None]:
    yield
    assert stored.count == (0, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \u200b "),
        ("name", "x" * 101),
        ("name", "a\0b"),
        ("name", "a\x1bb"),
        ("name", "Prova\r\nBcc: evil@example.org"),
        ("name", "Prova\u2028Provetti"),
        ("name", "\u202egnp.exe"),
        ("phone", "domani"),
        ("phone", "333 1234567\n333 7654321"),
        ("phone", "333\u202e1234567"),
        ("phone", "1"),
        ("phone", "9" * 60),
        ("email", "a@b.it,evil@x"),
        ("email", "a@b.it\r\nBcc: evil@example.org"),
        ("email", "a@b.it; c@d.it"),
        ("email", "evil\u202e@example.org"),
        ("email", f"{'x' * 300}@example.org"),
        ("message", "x" * 1001),
        ("message", "a\0b"),
        ("municipality", "Atlantide"),
        ("municipality", ""),
        ("municipality", "x" * 101),
        ("municipality", "Gus\rsola"),
        ("channels", []),
        ("channels", ["pigeon"]),
        ("times", ["midnight"]),
        ("spoken_language", "klingon"),
    ],
)
def test_a_refused_field_loses_nothing(browser: Browser, field: str, value: str | list[str]) -> None:
    typed: dict[str, object] = {**WHO, "message": "Tutto resta qui", field: value}
    for step in ("check", "send"):
        page = browser.press(browser.get(CONTACT), f"step={step}", **typed)
        assert page.status == 422
        assert page.title.startswith("Errore:")
        assert [href for href, _ in page.errors] == [f"#{field}"]
        words = page.errors[0][1]
        assert page.text.count(words) == 2
        kept = [name for name in typed if name != field]
        assert {name: page.answers[name] for name in kept} == {
            name: [v] if isinstance(v := typed[name], str) else v for name in kept
        }


def test_everything_empty_is_told_at_once_in_the_order_of_the_page(browser: Browser) -> None:
    page = browser.press(browser.get(APPOINTMENT), "step=check")
    assert [href for href, _ in page.errors] == ["#first", "#name", "#phone", "#channels"]


def test_a_channel_needs_its_address(browser: Browser) -> None:
    page = browser.press(browser.get(CONTACT), "step=check", **{**WHO, "channels": ["email"]})
    assert [href for href, _ in page.errors] == ["#email"]


def test_an_unknown_municipality_gets_suggestions(browser: Browser) -> None:
    entry = browser.get("/moduli/it/?comune=Gusola")
    assert entry.status == 422
    assert "/moduli/it/?comune=019052" in entry.links
    page = browser.press(browser.get(CONTACT), "step=check", **WHO, municipality="Gusola")
    assert "Forse è uno di questi: Gussola" in page.text


def test_an_appointment_elsewhere_needs_a_topic(browser: Browser) -> None:
    typed = {**WHO, "topic": "", "municipality": "Melzo", "first": "2026-11-24/morning"}
    page = browser.press(browser.get(APPOINTMENT), "step=check", **typed)
    assert (page.status, page.errors[0][0]) == (422, "#topic")


@pytest.mark.parametrize("place", ["%00", "a%0d%0ab", "x" * 200, "%E2%80%AEalossuG"])
def test_a_place_in_the_address_that_is_none(browser: Browser, place: str) -> None:
    assert browser.get(f"/moduli/it/?comune={place}").status == 422


def test_a_municipality_that_is_not_served_hears_who_serves_it(browser: Browser) -> None:
    shown = browser.get("/moduli/it/contatto?progetto=activity&comune=melzo")
    assert shown.status == 422
    assert "/progetti/squadra/" in shown.links
    page = browser.press(browser.get(CONTACT), "step=check", **WHO, municipality="Melzo")
    assert page.status == 422
    assert "/progetti/squadra/" in page.links
    assert page.answers["name"] == [WHO["name"]]


def test_half_days_outside_the_hours_are_refused(browser: Browser) -> None:
    page = browser.press(browser.get(APPOINTMENT), "step=send", **WHO, first="2026-11-25/morning")
    assert (page.status, [href for href, _ in page.errors]) == (422, ["#first"])


def test_a_desk_of_another_organization_is_refused(browser: Browser) -> None:
    typed = {**WHO, "first": "2026-11-24/morning", "desk": "sportello-casalmaggiore"}
    page = browser.press(browser.get(APPOINTMENT), "step=send", **typed)
    assert (page.status, page.errors[0][0]) == (422, "#desk")


@pytest.mark.parametrize(
    "forged",
    [
        {"organization": "energheia"},
        {"desk": "no-such-desk"},
        {"topic": "progetto:no-such-program"},
        {"topic": "activity"},
        {"submission_id": "1"},
        {"step": "store"},
        {"step": None},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(browser: Browser, forged: dict[str, str | None]) -> None:
    form = browser.get(CONTACT)
    page = browser.post(form, {**form.answers, **WHO, "step": "send", **forged})
    assert page.status == 400
    assert "Non abbiamo salvato né inviato niente" in page.text


@pytest.mark.parametrize(
    "url",
    [
        "/moduli/xx/contatto",
        "/moduli/it/altro",
        "/moduli/it/contatto?progetto=no-such-program",
        "/moduli/it/contatto?progetto=squadra&servizio=lavoro",
    ],
)
def test_unknown_addresses(browser: Browser, url: str) -> None:
    assert browser.get(url).status == 404


def test_a_problem_speaks_the_language_of_the_address(browser: Browser) -> None:
    page = browser.get("/moduli/ar/contatto?progetto=no-such-program")
    assert (page.root.get("lang"), page.root.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize("page", ["contatto", "appuntamento"])
def test_a_closed_program_says_why_and_what_there_is(browser: Browser, page: str) -> None:
    shown = browser.get(f"/moduli/it/{page}?progetto=concluso&comune=lainate")
    assert shown.status == 410
    assert "Il denaro è finito" in shown.text
    assert "/progetti/activity/" in shown.links


def test_a_program_that_closed_meanwhile_takes_nothing(browser: Browser) -> None:
    assert browser.press(browser.get(CONTACT), "step=send", **WHO, topic="progetto:concluso").status == 410


def test_a_program_without_appointments_offers_a_contact(browser: Browser) -> None:
    page = browser.get("/moduli/it/appuntamento?progetto=squadra&comune=melzo")
    assert page.status == 410
    assert "/moduli/it/contatto?progetto=squadra" in page.links


@pytest.mark.parametrize("token", [None, "", "stale"])
@pytest.mark.parametrize("step", ["check", "send"])
def test_a_stale_token_keeps_the_answers(browser: Browser, token: str | None, step: str) -> None:
    page = browser.press(
        browser.get(CONTACT), f"step={step}", **WHO, message="Tutto resta qui", csrf_token=token
    )
    assert page.status == 400
    assert page.answers["message"] == ["Tutto resta qui"]
    assert "Le tue risposte sono ancora qui" in page.text


def test_after_a_lost_session_one_more_press_is_enough(browser: Browser) -> None:
    form = browser.get(CONTACT)
    browser.client.delete_cookie("sportello")
    page = browser.press(form, "step=check", **WHO)
    assert page.status == 400
    assert browser.press(page, "step=check").status == 200


def test_bytes_that_are_no_text(browser: Browser) -> None:
    surrogate = browser.client.post(
        CONTACT, data=b"name=%ED%A0%80", content_type="application/x-www-form-urlencoded"
    )
    assert surrogate.status_code == 400


def test_ten_megabytes(browser: Browser) -> None:
    form = browser.get(CONTACT)
    assert browser.press(form, "step=send", **WHO, message="x" * 10_000_000).status == 413


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""]
)
def test_another_content_type(browser: Browser, content_type: str) -> None:
    assert browser.client.post(CONTACT, data=b"{}", content_type=content_type).status_code == 415


def test_another_method(browser: Browser) -> None:
    response = browser.client.put(CONTACT)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]

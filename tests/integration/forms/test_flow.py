"""A citizen asks, checks and sends; the right organization gets it, once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from forms_app import make_app
from forms_app.privacy.keys import load_private_key
from forms_app.privacy.sealing import open_sealed
from forms_app.requests.accept import row_identity
from forms_app.requests.submission import Channel, Half, Submission, from_bytes
from forms_app.services import Services, read_catalogue
from forms_app.settings import Settings
from tests.integration.forms.browser import Browser, Page, Stored
from tests.integration.storage import Clock

WHO: dict[str, object] = {"name": "Prova Provetti", "phone": "333 123 4567", "channels": ["call"]}
CONTACT = "/moduli/it/contatto?progetto=activity&comune=019052"
APPOINTMENT = "/moduli/it/appuntamento?progetto=activity&comune=019052"


def opened(services: Services, stored: Stored) -> Submission:
    """The only request, as the worker reads it."""
    (row,) = stored.requests
    key = load_private_key(services.settings.keys.private)
    return from_bytes(open_sealed(row.sealed, key, row_identity(row.id)))


def test_contact_from_the_general_entry(browser: Browser, stored: Stored, services: Services) -> None:
    topics = browser.search(browser.get("/moduli/it/"), comune="s giovanni in c")
    link = next(href for href in topics.links if "contatto" in href and "servizio=lavoro" in href)
    check = browser.press(browser.get(link), "step=check", **WHO, message="Cerco lavoro.\r\nGrazie 🙂")
    assert "Mestieri" in check.text
    receipt = browser.press(check, "step=send")
    assert receipt.url == "/moduli/it/ricevuta"
    assert "0372 1786314" in receipt.text
    sent = opened(services, stored)
    assert (sent.organization, sent.program, sent.service) == ("mestieri", "activity", "lavoro")
    assert (sent.municipality, sent.language) == ("019090", "it")
    assert sent.answers.message.reveal() == "Cerco lavoro.\nGrazie 🙂"
    assert sent.answers.channels == (Channel.CALL,)


@pytest.mark.parametrize(("language", "direction"), [("it", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_appointment_in_each_language(
    browser: Browser, stored: Stored, services: Services, language: str, direction: str
) -> None:
    page = browser.get(f"/moduli/{language}/appuntamento?progetto=activity&comune=019052")
    assert page.root.get("lang") == language
    assert page.root.get("dir") == direction
    check = browser.press(
        page, "step=check", **WHO, first="2026-11-24/morning", second="2026-11-28/afternoon"
    )
    assert check.status == 200
    receipt = browser.press(check, "step=send")
    assert receipt.url == f"/moduli/{language}/ricevuta"
    sent = opened(services, stored)
    assert sent.language == language
    assert sent.location == "sportello-gussola"
    assert [(day.date.day, day.half) for day in sent.answers.half_days] == [
        (24, Half.MORNING),
        (28, Half.AFTERNOON),
    ]


def test_casalmaggiore_is_answered_by_another_organization(
    browser: Browser, stored: Stored, services: Services
) -> None:
    page = browser.get("/moduli/it/appuntamento?progetto=activity&comune=casalmaggiore")
    check = browser.press(page, "step=check", **WHO, first="2026-11-25/afternoon")
    assert "0375 40200" in browser.press(check, "step=send").text
    sent = opened(services, stored)
    assert (sent.organization, sent.location) == ("energheia", "sportello-casalmaggiore")


def test_one_who_does_not_know_is_answered_too(browser: Browser, stored: Stored, services: Services) -> None:
    check = browser.press(browser.get("/moduli/it/contatto?comune=altrove"), "step=check", **WHO)
    assert browser.press(check, "step=send").status == 200
    sent = opened(services, stored)
    assert (sent.organization, sent.program, sent.municipality) == ("accoglienza", None, None)


def test_an_organization_that_is_only_an_example_is_said_to_be_one(browser: Browser) -> None:
    form = browser.get("/moduli/it/contatto?comune=altrove")
    check = browser.press(form, "step=check", **WHO)
    receipt = browser.press(check, "step=send")
    assert all("solo un esempio" in page.text for page in (form, check, receipt))
    assert "solo un esempio" not in browser.get(APPOINTMENT).text


@pytest.mark.parametrize("place", ["lainate", "melzo"])
def test_an_appointment_without_topic_leads_to_the_topics(browser: Browser, place: str) -> None:
    response = browser.get(f"/moduli/it/appuntamento?comune={place}").response
    assert response.location == f"/moduli/it/?comune={place}"


def test_where_there_is_one_program_an_appointment_needs_no_topic(
    browser: Browser, stored: Stored, services: Services
) -> None:
    page = browser.get("/moduli/it/appuntamento?comune=gussola")
    assert page.answers["topic"] == [""]
    browser.press(browser.press(page, "step=check", **WHO, first="2026-11-24/morning"), "step=send")
    assert (opened(services, stored).program, opened(services, stored).organization) == (
        "activity",
        "mestieri",
    )


def test_half_days_are_inside_the_hours_of_the_desk(browser: Browser) -> None:
    days = browser.get(f"{APPOINTMENT}&sportello=sportello-gussola").options("first")
    assert days[:3] == ["", "2026-11-24/morning", "2026-11-28/afternoon"]


def test_a_desk_that_answers_online_says_so(browser: Browser) -> None:
    page = browser.get(f"{APPOINTMENT}&sportello=sportello-san-giovanni")
    assert "Fino al 1 dicembre 2026 lo sportello risponde solo online" in page.text


def test_change_goes_back_with_every_answer(browser: Browser) -> None:
    page = browser.get(APPOINTMENT)
    typed = {
        **WHO,
        "first": "2026-11-24/morning",
        "message": "Due\nrighe",
        "interpreter": "y",
        "times": ["evening"],
    }
    check = browser.press(page, "step=check", **typed)
    form = browser.press(check, "change=phone")
    assert form.status == 200
    phone = next(field for field in form.form.iter("input") if field.get("name") == "phone")
    assert "autofocus" in phone.attrib
    for name, value in typed.items():
        assert form.answers[name] == ([value] if isinstance(value, str) else value)


def test_each_line_of_the_check_screen_can_be_changed(browser: Browser) -> None:
    check = browser.press(browser.get(APPOINTMENT), "step=check", **WHO, first="2026-11-24/morning")
    lines = list(check.root.iter("dt"))
    buttons = [
        button.get("value", "") for button in check.root.iter("button") if button.get("name") == "change"
    ]
    assert len(lines) == len(buttons)
    form = browser.press(check, "change=topic")
    assert {*buttons} <= {field.get("id") for field in form.form.iter() if field.get("id")}


def test_the_same_answers_are_stored_once(browser: Browser, stored: Stored) -> None:
    form = browser.get(CONTACT)
    check = browser.press(form, "step=check", **WHO)
    first = browser.press(check, "step=send")
    again = browser.press(check, "step=send")
    resubmitted = browser.press(browser.press(form, "step=check", **WHO), "step=send")
    assert code(first) == code(again) == code(resubmitted)
    assert browser.get("/moduli/it/ricevuta").text == first.text
    assert stored.count == (1, 1)


def test_two_tabs_or_going_back_are_one_request(browser: Browser, stored: Stored) -> None:
    for form in (browser.get(CONTACT), browser.get(CONTACT)):
        browser.press(browser.press(form, "step=check", **WHO), "step=send")
    assert stored.count == (1, 1)


def test_who_asks_again_the_next_day_is_heard(services: Services, stored: Stored) -> None:
    clock = Clock(services.now())
    browser = Browser(make_app(replace(services, now=clock)))
    for _ in range(2):
        browser.press(browser.press(browser.get(CONTACT), "step=check", **WHO), "step=send")
        clock.forward(dt.timedelta(days=1))
    assert stored.count == (2, 2)


def test_answers_changed_after_sending_are_not_lost(browser: Browser, stored: Stored) -> None:
    form = browser.get(CONTACT)
    first = browser.press(browser.press(form, "step=check", **WHO), "step=send")
    second = browser.press(browser.press(form, "step=check", **{**WHO, "phone": "333 7654321"}), "step=send")
    assert code(first) != code(second)
    assert stored.count == (2, 2)


def test_a_new_municipality_brings_a_new_desk(browser: Browser, stored: Stored, services: Services) -> None:
    check = browser.press(browser.get(CONTACT), "step=check", **WHO, municipality="Casalmaggiore")
    assert "Energheia" in check.text
    browser.press(check, "step=send")
    assert opened(services, stored).organization == "energheia"


def test_the_receipt_is_shown_only_to_the_sender(browser: Browser) -> None:
    assert browser.get("/moduli/it/ricevuta").status == 404


def test_what_is_not_translated_is_marked(browser: Browser) -> None:
    page = browser.get("/moduli/ar/?comune=gussola")
    marked = [span for span in page.root.iter("span") if span.get("lang") == "it"]
    assert "Activity" in ["".join(span.itertext()) for span in marked]
    assert {span.get("dir") for span in marked} == {"ltr"}


def test_desks_and_topics_are_marked_too(browser: Browser) -> None:
    page = browser.get(APPOINTMENT.replace("/it/", "/ar/"))
    marked = {"".join(e.itertext()) for e in page.form.iter() if e.get("lang") == "it"}
    assert {"Sportello di Gussola", "Activity", "Cercare lavoro"} <= marked


def test_the_language_links_keep_what_is_chosen(browser: Browser) -> None:
    assert "/moduli/ar/?comune=019052" in browser.get("/moduli/it/?comune=019052").links


def code(page: Page) -> str:
    return next("".join(bdi.itertext()) for bdi in page.root.iter("bdi") if bdi.get("class") == "sp-code")


def close(services: Services, settings: Settings, closures: str) -> Services:
    """The application when the desk in Gussola has closures, and Gussola a patron saint."""
    docs = settings.mkdocs_yml.parent / "docs"
    desk, town = docs / "sportelli/sportello-gussola.md", docs / "comuni/gussola.md"
    desk.write_text(desk.read_text("utf-8").replace("hours:", f"closures: [{closures}]\nhours:"), "utf-8")
    town.write_text(town.read_text("utf-8").replace("istat:", "patron: 1 dicembre\nistat:"), "utf-8")
    return replace(services, catalogue=read_catalogue(settings))


def test_no_half_day_is_offered_when_the_desk_is_closed(services: Services, settings: Settings) -> None:
    closed = close(services, settings, "{start: 2026-12-05, end: 2026-12-12, reason: ferie}")
    offered = Browser(make_app(closed)).get(f"{APPOINTMENT}&sportello=sportello-gussola").options("first")
    assert [day.partition("/")[0] for day in offered[1:]] == [
        *("2026-11-24", "2026-11-28", "2026-12-15", "2026-12-19"),
    ]


def test_an_appointment_can_be_asked_for_at_a_desk_that_stays_closed(
    services: Services, settings: Settings, stored: Stored
) -> None:
    closed = close(services, settings, "{start: 2026-11-01, end: 2028-12-31, reason: lavori}")
    browser = Browser(make_app(closed))
    page = browser.get(f"{APPOINTMENT}&sportello=sportello-gussola")
    assert "Nei prossimi mesi lo sportello è chiuso" in page.text
    check = browser.press(page, "step=check", **WHO)
    assert "Quando vorresti venire?" not in check.text
    assert browser.press(check, "step=send").status == 200
    assert opened(services, stored).answers.half_days == ()

"""Is this page clear? From the rating to the thanks without cookies; what cannot be taken is told and not stored."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
import sqlalchemy as sa

from forms_app import make_app
from forms_app.clarity.rating import Reason
from forms_app.clarity.summary import Span, read_words
from forms_app.database import clarity
from forms_app.privacy.keys import load_private_key
from forms_app.services import Services
from tests.integration.forms.browser import Browser, Page
from tests.integration.forms.conftest import MONDAY
from tests.integration.forms.test_flow import CONTACT, WHO
from tests.integration.storage import Clock

PAGE = "/moduli/it/chiarezza/servizi/lavoro/"
WORDS = "Segnale-5511 non ho capito, perché؟"


def rows(services: Services) -> list[sa.Row[tuple[object, ...]]]:
    with services.engine.connect() as connection:
        return list(connection.execute(sa.select(clarity)))


def words(services: Services) -> list[str]:
    key = load_private_key(services.settings.keys.private)
    ever = Span(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
    return [one.text.reveal() for one in read_words(services.engine, key, ever)]


def rated(browser: Browser, rating: str = "2", url: str = PAGE) -> Page:
    """The second screen."""
    page = browser.press(browser.get(url), f"rating={rating}")
    assert page.status == 200
    return page


def labels(page: Page) -> list[str]:
    """The answers that are offered."""
    names = {field.get("id") for field in page.form.iter("input") if field.get("name") == "reason"}
    return ["".join(label.itertext()) for label in page.form.iter("label") if label.get("for") in names]


def test_from_the_rating_to_the_thanks(browser: Browser, services: Services) -> None:
    why = rated(browser)
    assert "Dove hai incontrato le maggiori difficoltà?" in why.text
    assert "La tua valutazione: 2 su 5" in why.text
    assert "Non scrivere dati personali" in why.text
    assert labels(why)[:2] == [
        "A volte le indicazioni non erano chiare",
        "A volte le indicazioni non erano complete",
    ]
    assert rows(services) == []
    thanks = browser.press(why, "step=send", reason="lost", details=WORDS)
    assert thanks.url == "/moduli/it/grazie/servizi/lavoro/"
    assert "Grazie, il tuo parere ci aiuterà a migliorare il sito!" in thanks.text
    assert "/servizi/lavoro/" in thanks.links
    (row,) = rows(services)
    assert (row.page, row.language, row.stars, row.reason) == ("servizi/lavoro.md", "it", 2, Reason.LOST)
    assert (row.day, row.suspect) == (MONDAY.date(), False)
    assert words(services) == [WORDS]


@pytest.mark.parametrize("rating", ["4", "5"])
def test_who_finds_it_clear_is_asked_what_was_liked(
    browser: Browser, services: Services, rating: str
) -> None:
    why = rated(browser, rating)
    assert "Quali sono stati gli aspetti che hai preferito?" in why.text
    assert labels(why)[0] == "Le indicazioni erano chiare"
    browser.press(why, "step=send")
    (row,) = rows(services)
    assert (row.stars, row.reason, row.details) == (int(rating), None, None)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("", "index.md"),
        ("progetti/activity", "progetti/activity.md"),
        ("comuni/gussola/", "comuni/gussola.md"),
    ],
)
def test_every_page_that_citizens_read_can_be_rated(
    browser: Browser, services: Services, address: str, page: str
) -> None:
    assert browser.press(rated(browser, url=f"/moduli/it/chiarezza/{address}"), "step=send").status == 200
    assert [row.page for row in rows(services)] == [page]


def test_no_cookie_is_set_and_what_is_said_is_in_no_address(browser: Browser) -> None:
    page = browser.get(PAGE)
    why = browser.press(page, "rating=1")
    sent = browser.client.post(PAGE, data={**why.answers, "details": WORDS, "step": "send"})
    thanks = browser.get(sent.location)
    for response in (page.response, why.response, sent, thanks.response):
        assert "Set-Cookie" not in response.headers
        assert "Segnale" not in str(response.headers)
    assert sent.location == "/moduli/it/grazie/servizi/lavoro/"
    assert page.form.get("method") == why.form.get("method") == "post"


def test_whoever_changes_language_rates_the_page_that_was_read(browser: Browser, services: Services) -> None:
    why = rated(browser, url="/moduli/ar/chiarezza/servizi/lavoro/")
    assert why.root.get("dir") == "rtl"
    typed = {**why.answers, "reason": "lost", "details": WORDS, "step": "language"}
    italian = browser.post(why, typed, PAGE)
    assert italian.root.get("lang") == "it"
    assert (italian.answers["reason"], italian.answers["details"]) == (["lost"], [WORDS])
    thanks = browser.press(italian, "step=check")
    assert thanks.url == "/moduli/it/grazie/servizi/lavoro/"
    assert [(row.language, row.stars) for row in rows(services)] == [("ar", 2)]


def test_sent_twice_it_counts_once_and_the_last_word_holds(browser: Browser, services: Services) -> None:
    why = rated(browser)
    for details in ("Prima", "Prima", "Dopo"):
        assert browser.press(why, "step=send", details=details).status == 200
    assert words(services) == ["Dopo"]
    browser.press(rated(browser), "step=send")
    assert len(rows(services)) == 2


@pytest.mark.parametrize("rating", ["0", "6", "abc", "", "1.0", "٣", "-1", "2 ", "9" * 10_000])
def test_another_rating_is_asked_again(browser: Browser, services: Services, rating: str) -> None:
    page = browser.post(browser.get(PAGE), {"rating": rating})
    assert page.status == 422
    assert page.errors == [("#rating", "Scegli un numero da 1 a 5")]
    assert rows(services) == []


def test_whoever_chooses_nothing_is_told(browser: Browser) -> None:
    response = browser.client.post(PAGE, data=b"", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 422
    assert "Scegli un numero da 1 a 5" in response.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("details", "x" * 201),
        ("details", "x" * 10_000),
        ("details", "a\0b"),
        ("reason", "clear"),
        ("reason", "x"),
    ],
)
def test_a_refused_field_loses_nothing(browser: Browser, services: Services, field: str, value: str) -> None:
    answers = {"reason": "lost", "details": WORDS, field: value}
    page = browser.press(rated(browser), "step=send", **answers)
    assert page.status == 422
    assert page.title.startswith("Errore:")
    assert [href for href, _ in page.errors] == [f"#{field}"]
    other = "reason" if field == "details" else "details"
    assert page.answers[other] == [answers[other]]
    assert rows(services) == []


def test_200_characters_are_taken(browser: Browser, services: Services) -> None:
    browser.press(rated(browser), "step=send", details="🙂" * 200)
    assert words(services) == ["🙂" * 200]


@pytest.mark.parametrize(
    "address", ["servizi/manca/", "servizi/lavoro/altro/", "../mkdocs.yml", "enti", "%00", "x" * 5000, "it/"]
)
def test_an_unknown_page_is_not_there(browser: Browser, services: Services, address: str) -> None:
    url = f"/moduli/it/chiarezza/{address}"
    assert browser.get(url).status == 404
    assert browser.get(url.replace("chiarezza", "grazie")).status == 404
    assert browser.client.post(url, data={"rating": "3"}).status_code == 404
    assert rows(services) == []


def test_pages_for_staff_are_not_rated(browser: Browser, services: Services) -> None:
    page = services.catalogue.pages["servizi/lavoro.md"]
    pages = {**services.catalogue.pages, page.path: page.model_copy(update={"for_staff": True})}
    staffed = replace(services, catalogue=replace(services.catalogue, pages=pages))
    assert Browser(make_app(staffed)).get(PAGE).status == 404
    assert browser.get(PAGE).status == 200


@pytest.mark.parametrize(
    "forged",
    [
        {"mark": "x"},
        {"organization": "mestieri"},
        {"rating": "5"},
        {"step": "altro"},
        {"step": None},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(
    browser: Browser, services: Services, forged: dict[str, str | None]
) -> None:
    why = rated(browser)
    assert browser.post(why, {**why.answers, "step": "send", **forged}).status == 400
    assert rows(services) == []


def test_a_mark_is_worth_nothing_on_another_page(browser: Browser, services: Services) -> None:
    why = rated(browser)
    page = browser.post(why, {**why.answers, "step": "send"}, "/moduli/it/chiarezza/comuni/gussola/")
    assert page.status == 400
    assert rows(services) == []


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 400), ("same-site", 400), ("same-origin", 303), ("none", 303)]
)
def test_pages_of_others_cannot_rate_through_a_reader_s_browser(
    browser: Browser, services: Services, site: str, status: int
) -> None:
    sent = {**rated(browser).answers, "step": "send"}
    assert browser.client.post(PAGE, data=sent, headers={"Sec-Fetch-Site": site}).status_code == status
    assert len(rows(services)) == (status == 303)


def test_locked(browser: Browser, services: Services, caplog: pytest.LogCaptureFixture) -> None:
    why = rated(browser)
    database = services.settings.var_dir / "sportello.sqlite"
    with closing(sqlite3.connect(database, isolation_level=None)) as other, caplog.at_level(logging.INFO):
        other.execute("BEGIN IMMEDIATE")
        page = browser.press(why, "step=send", reason="lost", details=WORDS)
    assert (page.status, page.response.headers["Retry-After"]) == (503, "60")
    assert "non abbiamo ancora inviato niente" in page.text
    assert (page.answers["details"], page.answers["reason"]) == ([WORDS], ["lost"])
    assert "could not be stored" in caplog.text
    assert "Segnale" not in caplog.text
    assert browser.press(page, "step=send").url.startswith("/moduli/it/grazie/")
    assert words(services) == [WORDS]


@pytest.fixture
def clock(services: Services) -> Clock:
    return Clock(services.now())


@pytest.fixture
def guarded(services: Services, clock: Clock) -> Services:
    """As in production, with a small limit."""
    settings = replace(services.settings, minimum_seconds=3, sendings_an_hour=2)
    return replace(services, settings=settings, now=clock)


def test_a_flood_is_slowed_with_every_answer_kept_and_help_is_not(guarded: Services, clock: Clock) -> None:
    browser = Browser(make_app(guarded))
    for _ in range(2):
        assert browser.press(rated(browser), "step=send").status == 200
    slowed = browser.press(rated(browser), "step=send", reason="lost", details=WORDS)
    assert slowed.status == 429
    assert (slowed.answers["details"], slowed.answers["reason"]) == ([WORDS], ["lost"])
    assert "Non abbiamo ancora inviato niente" in slowed.text
    form = browser.get(CONTACT)
    clock.forward(dt.timedelta(seconds=int(slowed.response.headers["Retry-After"])))
    assert browser.press(slowed, "step=send").url.startswith("/moduli/it/grazie/")
    assert len(rows(guarded)) == 3
    check = browser.press(form, "step=check", **WHO)
    assert browser.press(check, "step=send").url == "/moduli/it/ricevuta"


@pytest.mark.parametrize(
    ("seconds", "answers", "suspect"),
    [
        (0, {"website": "https://example.org"}, True),
        (1, {"details": "Presto"}, True),
        (3, {"details": "Piano"}, False),
        (0, {"reason": "lost"}, False),
    ],
)
def test_what_a_robot_may_have_sent_is_set_aside(
    guarded: Services, clock: Clock, seconds: int, answers: dict[str, str], suspect: object
) -> None:
    browser = Browser(make_app(guarded))
    why = rated(browser)
    clock.forward(dt.timedelta(seconds=seconds))
    assert browser.press(why, "step=send", **answers).url.startswith("/moduli/it/grazie/")
    assert [row.suspect for row in rows(guarded)] == [suspect]

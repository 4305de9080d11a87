"""The partner's links, as a partner, a mail scanner and a late reader open them."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa
from flask import Flask

from forms_app import make_app
from forms_app.database import notice, outbox, request
from forms_app.ledger.acts import close, pass_on, take_in_charge
from forms_app.ledger.desks import Desk
from forms_app.ledger.links import LIFE, Link, Purpose, link_key, sign
from forms_app.outbox.states import OutboxState, RequestState, Seal
from forms_app.requests.accept import accept
from forms_app.requests.follow import withdraw
from forms_app.requests.notices import About, Stamp
from forms_app.requests.submission import Half, HalfDay
from forms_app.services import Services
from tests.integration.forms.browser import Browser, Page, Stored
from tests.integration.forms.conftest import MONDAY
from tests.unit.forms_app.samples import MARKERS, SUBMISSION

FORM = "application/x-www-form-urlencoded"
ASKED = HalfDay(dt.date(2026, 12, 1), Half.MORNING)


@dataclass
class Partner:
    """A partner with the mail of one request."""

    services: Services
    browser: Browser

    def url(self, purpose: Purpose, row: uuid.UUID | None = None) -> str:
        half_day = ASKED if purpose is Purpose.CONFIRM else None
        link = Link(purpose, row or self.rows()[0].id, MONDAY + LIFE, half_day)
        return f"/partner/{sign(link_key(self.services.keys.secret), link)}"

    def open(self, purpose: Purpose, row: uuid.UUID | None = None) -> Page:
        return self.browser.get(self.url(purpose, row))

    def press(self, purpose: Purpose, row: uuid.UUID | None = None, **answers: str) -> Page:
        url = self.url(purpose, row)
        response = self.browser.client.post(url, data=answers, content_type=FORM)
        return self.browser.get(response.location) if response.status_code == 303 else Page(url, response)

    def rows(self) -> list[sa.Row[tuple[object, ...]]]:
        with self.services.engine.connect() as connection:
            return list(connection.execute(sa.select(outbox).order_by(outbox.c.created_at, outbox.c.state)))

    @property
    def request(self) -> sa.Row[tuple[object, ...]]:
        with self.services.engine.connect() as connection:
            return connection.execute(sa.select(request)).one()


@pytest.fixture
def partner(services: Services, browser: Browser) -> Partner:
    submission = replace(SUBMISSION, program="activity", organization="mestieri")
    accept(services.engine, services.keys.acceptance, submission, now=MONDAY - dt.timedelta(days=1))
    return Partner(services, browser)


@pytest.mark.parametrize("purpose", Purpose)
def test_opening_shows_a_neutral_page_and_changes_nothing(partner: Partner, purpose: Purpose) -> None:
    before = partner.request, partner.rows()
    for _ in range(3):
        page = partner.open(purpose)
        partner.browser.client.head(partner.url(purpose))
    assert (partner.request, partner.rows()) == before
    assert (page.status, page.title.partition(" ")[0]) == (200, "Richiesta")
    headers = page.response.headers
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers
    known = (*MARKERS, "Arabo", "Casalmaggiore ", "San Giovanni in Croce")
    assert not any(word in page.response.text for word in known if purpose is not Purpose.PASS_ON)
    assert not any(marker in page.response.text for marker in MARKERS)


def test_taking_in_charge_is_recorded_once(partner: Partner, services: Services) -> None:
    page = partner.press(Purpose.TAKE)
    assert (page.status, "È già fatto" in page.text) == (200, True)
    taken = partner.request
    assert (taken.state, taken.acknowledged_at) == (RequestState.TAKEN_IN_CHARGE, MONDAY)
    later = replace(services, now=lambda: MONDAY + dt.timedelta(days=2))
    Partner(later, Browser(make_app(later))).press(Purpose.TAKE)
    assert partner.request == taken


def test_confirming_an_asked_time_takes_in_charge(partner: Partner) -> None:
    assert "martedì 1 dicembre 2026, mattina" in partner.open(Purpose.CONFIRM).text
    page = partner.press(Purpose.CONFIRM)
    assert "Appuntamento: martedì 1 dicembre 2026, mattina." in page.text
    found = partner.request
    assert (found.appointment_date, found.appointment_time) == (ASKED.date, "morning")
    assert found.state is RequestState.TAKEN_IN_CHARGE


def test_proposing_another_time_replaces_the_first(partner: Partner) -> None:
    partner.press(Purpose.CONFIRM)
    page = partner.press(Purpose.PROPOSE, day="2026-12-03", time="10:30")
    assert "giovedì 3 dicembre 2026, 10:30" in page.text
    assert (partner.request.appointment_date, partner.request.appointment_time) == (
        dt.date(2026, 12, 3),
        "10:30",
    )
    assert "Confermi questo appuntamento?" in partner.open(Purpose.CONFIRM).text


@pytest.mark.parametrize(
    ("day", "time"),
    [("", ""), ("2026-11-22", "10:00"), ("2027-12-03", "10:00"), ("2026-12-03", "25:00"), ("oggi", "10:00")],
)
def test_a_time_that_cannot_be_is_asked_again(partner: Partner, day: str, time: str) -> None:
    page = partner.press(Purpose.PROPOSE, day=day, time=time)
    assert page.status == 422
    assert page.errors[0][0] == "#day"
    assert partner.request.appointment_date is None


def test_passing_on_brings_the_request_to_whom_the_catalogue_allows(partner: Partner) -> None:
    page = partner.open(Purpose.PASS_ON)
    radios = [field.get("value") for field in page.form.iter("input")]
    assert radios == ["energheia/sportello-casalmaggiore", "accoglienza"]
    page = partner.press(Purpose.PASS_ON, desk="energheia/sportello-casalmaggiore")
    assert "È passata a Energheia" in page.text
    first, second = partner.rows()
    assert (first.passed_on_to, first.state) == ("energheia", OutboxState.DROPPED)
    assert (second.organization, second.state) == ("energheia", OutboxState.WAITING)
    found = partner.request
    assert (found.organization, found.location) == ("energheia", "sportello-casalmaggiore")
    assert found.state is RequestState.RECEIVED


def test_who_passed_on_can_do_nothing_more_and_who_got_it_can(partner: Partner) -> None:
    partner.press(Purpose.TAKE)
    partner.press(Purpose.PASS_ON, desk="accoglienza")
    first, second = (row.id for row in partner.rows())
    for purpose in Purpose:
        assert "passata a Accoglienza" in partner.press(purpose, first).text
    assert len(partner.rows()) == 2
    assert partner.request.acknowledged_at is None
    partner.press(Purpose.TAKE, second)
    assert partner.request.state is RequestState.TAKEN_IN_CHARGE


@pytest.mark.parametrize("desk", ["mestieri", "mestieri/sportello-gussola", "sconosciuto", "energheia"])
def test_nobody_else_gets_it(partner: Partner, desk: str) -> None:
    assert partner.press(Purpose.PASS_ON, desk=desk).status == 400
    assert len(partner.rows()) == 1


def test_to_choose_nobody_is_asked_again(partner: Partner) -> None:
    page = partner.press(Purpose.PASS_ON)
    assert (page.status, page.errors) == (422, [("#desk", "Scegli lo sportello.")])


def test_what_is_closed_stays_closed(partner: Partner) -> None:
    assert "La richiesta è chiusa" in partner.press(Purpose.CLOSE).text
    closed = partner.request
    assert (closed.state, closed.closed_at, closed.acknowledged_at) == (RequestState.CLOSED, MONDAY, MONDAY)
    for purpose in Purpose:
        page = partner.press(purpose, desk="accoglienza")
        assert (page.status, "La richiesta è chiusa" in page.text) == (200, True)
    assert partner.request == closed
    assert len(partner.rows()) == 1


def test_a_link_that_is_too_old_or_whose_request_is_gone_says_so(
    partner: Partner, services: Services
) -> None:
    urls = [partner.url(purpose) for purpose in Purpose]
    later = replace(services, now=lambda: MONDAY + LIFE)
    browser = Browser(make_app(later))
    before = partner.request
    for url in urls:
        page = browser.get(url)
        assert (page.status, "Questo link non vale più" in page.text) == (410, True)
        assert browser.client.post(url).status_code == 410
    assert partner.request == before
    with services.engine.begin() as connection:
        connection.execute(request.delete())
    assert partner.browser.get(urls[0]).status == 410


def test_a_changed_link_is_refused_with_a_way_on(partner: Partner) -> None:
    url = partner.url(Purpose.TAKE)
    last = "a" if url[-1] != "a" else "b"
    for forged in (url[:-1] + last, url[:-1], "/partner/x"):
        page = partner.browser.get(forged)
        assert (page.status, "Questo link non è intero" in page.text) == (404, True)
        assert partner.browser.client.post(forged).status_code == 404
    assert partner.request.state is RequestState.RECEIVED


def test_a_field_that_the_page_does_not_have_is_refused(partner: Partner) -> None:
    assert partner.press(Purpose.TAKE, organization="accoglienza").status == 400
    assert partner.request.state is RequestState.RECEIVED


@pytest.fixture
def broken(services: Services) -> Flask:
    app = make_app(services)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def test_no_link_is_ever_logged(
    broken: Flask, partner: Partner, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(url)

    url = partner.url(Purpose.TAKE)
    monkeypatch.setattr("forms_app.ledger.acts.find_case", fail)
    with caplog.at_level(logging.DEBUG):
        assert broken.test_client().get(url).status_code == 500
    assert "RuntimeError" in caplog.text
    assert url.rpartition("/")[2] not in caplog.text


def test_a_locked_database_changes_nothing_and_says_so(partner: Partner, stored: Stored) -> None:
    other = stored.services.engine.connect()
    other.exec_driver_sql("COMMIT")
    other.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        assert partner.press(Purpose.TAKE).status == 503
    finally:
        other.exec_driver_sql("ROLLBACK")
        other.close()
    assert partner.request.state is RequestState.RECEIVED


def withdrawn(partner: Partner) -> None:
    about = About(partner.request.id, "mestieri", "it")
    withdraw(partner.services.engine, partner.services.journal, about, Stamp("example.org", MONDAY))


@pytest.mark.parametrize("purpose", Purpose)
def test_a_request_that_was_withdrawn_does_not_move_any_more(partner: Partner, purpose: Purpose) -> None:
    row = partner.rows()[0].id
    with partner.services.engine.begin() as connection:
        connection.execute(outbox.update().values(state=OutboxState.SENT, attempts=1))
    withdrawn(partner)
    before = partner.request, partner.rows()
    assert "La richiesta è ritirata" in partner.press(purpose, row).text
    for act in (take_in_charge, close):
        act(partner.services.engine, row, MONDAY)
    assert (partner.request, partner.rows()) == before
    assert partner.request.state is RequestState.WITHDRAWN


def test_whoever_had_it_before_it_was_passed_on_is_told_that_it_was_withdrawn(partner: Partner) -> None:
    row = partner.rows()[0].id
    with partner.services.engine.begin() as connection:
        connection.execute(outbox.update().values(state=OutboxState.SENT, attempts=1))
    pass_on(partner.services.engine, row, Desk("accoglienza", None, ""), "example.org", MONDAY)
    withdrawn(partner)
    with partner.services.engine.connect() as connection:
        assert list(connection.scalars(sa.select(notice.c.organization))) == ["mestieri"]


def test_what_only_the_partner_can_read_cannot_be_passed_on(partner: Partner) -> None:
    with partner.services.engine.begin() as connection:
        connection.execute(request.update().values(seal=Seal.OPENPGP))
    row, before = partner.rows()[0].id, partner.request
    assert "Non si può passare" in partner.press(Purpose.PASS_ON, desk="accoglienza").text
    pass_on(partner.services.engine, row, Desk("accoglienza", None, ""), "example.org", MONDAY)
    assert partner.request == before

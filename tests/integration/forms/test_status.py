"""Following a request by its code: its state, taking it back, destroying it; wrong codes learn nothing."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from forms_app.database import erasure, notice, outbox, request
from forms_app.health import measure, stuck
from forms_app.outbox.composing import Composer
from forms_app.outbox.delivery import Deliverer
from forms_app.outbox.notice_delivery import deliver_notice
from forms_app.outbox.notices import retry_notices
from forms_app.outbox.states import ErrorKind, NoticeKind, OutboxState, RequestState
from forms_app.privacy.keys import load_private_key
from forms_app.requests.context import CatalogueDirectory
from forms_app.requests.guessing import TRIES
from forms_app.services import Services
from tests.integration.forms.browser import Browser, Page, Stored
from tests.integration.forms.conftest import MONDAY
from tests.integration.forms.test_flow import CONTACT, code
from tests.integration.storage import Clock, Recorder, deliver_next
from tests.unit.forms_app.samples import LINKER, SENDER

STATUS = "/moduli/it/stato"
MARKERS = {"name": "Prova Marcatore-9911", "phone": "333 9922992", "message": "parole-marcate-9933"}


@pytest.fixture
def receipt(browser: Browser) -> str:
    """The code of a request that was sent."""
    check = browser.press(browser.get(CONTACT), "step=check", channels=["call"], **MARKERS)
    return code(browser.press(check, "step=send"))


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def deliverer(services: Services, recorder: Recorder) -> Deliverer:
    return Deliverer(
        engine=services.engine,
        composer=Composer(
            private_key=load_private_key(services.settings.keys.private),
            directory=CatalogueDirectory(services.catalogue),
            sender=SENDER,
            linker=LINKER,
        ),
        postman=recorder,
        clock=Clock(MONDAY),
        jitter=lambda: 0.0,
    )


def look(browser: Browser, typed: str) -> Page:
    return browser.press(browser.get(STATUS), "act=show", code=typed)


def rows(services: Services, table: sa.Table) -> list[sa.Row[tuple[object, ...]]]:
    with services.engine.connect() as connection:
        return list(connection.execute(sa.select(table)))


def done(browser: Browser, typed: str, act: str) -> Page:
    return browser.press(browser.press(look(browser, typed), f"act={act}"), f"act={act}-now")


@pytest.mark.parametrize(
    "write", [str, lambda c: c.replace(" ", ""), lambda c: "-".join(c.split()), lambda c: f" {c}\t"]
)
def test_the_state_is_told_however_the_code_is_written(
    browser: Browser, receipt: str, write: Callable[[str], str]
) -> None:
    page = look(browser, write(receipt))
    assert page.status == 200
    assert "Ricevuta" in page.text
    assert "Mestieri" in page.text
    assert "tel:+3903721786314" in page.links
    assert "23 novembre 2026" in page.text
    assert MARKERS["message"] not in page.text


def test_handed_over_is_not_yet_confirmed(browser: Browser, receipt: str, deliverer: Deliverer) -> None:
    assert deliver_next(deliverer)
    assert "Inviata, non ancora confermata" in look(browser, receipt).text


@pytest.mark.parametrize("state", list(RequestState))
def test_every_state_has_a_page(
    browser: Browser, receipt: str, services: Services, state: RequestState
) -> None:
    with services.engine.begin() as connection:
        connection.execute(request.update().values(state=state))
    assert look(browser, receipt).status == 200


def test_the_code_is_never_in_an_address_and_no_cookie_is_needed(app_browser: Browser, receipt: str) -> None:
    page = look(app_browser, receipt)
    assert page.status == 200
    assert page.url == STATUS
    assert page.form.get("method") == "post"
    assert "Set-Cookie" not in page.response.headers


@pytest.fixture
def app_browser(browser: Browser) -> Browser:
    return Browser(browser.client.application)


def test_wrong_unknown_and_erased_codes_get_the_same_page(browser: Browser, receipt: str) -> None:
    done(browser, receipt, "erase")
    fresh = Browser(browser.client.application)
    pages = [look(fresh, typed) for typed in (receipt, "0000 000 000 000 000", "1", "", "casa", "٣" * 16)]
    assert {page.status for page in pages} == {404}
    assert len({page.response.data for page in pages}) == 1
    assert len({str(sorted(page.response.headers)) for page in pages}) == 1
    assert "Con questo codice non c’è niente" in pages[0].text


def test_the_same_work_for_every_code(browser: Browser, receipt: str, services: Services) -> None:
    asked: list[list[str]] = []

    @sa.event.listens_for(services.engine, "before_cursor_execute")
    def noted(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked[-1].append(statement)

    for typed in (receipt, "0" * 16, "", "casa"):
        asked.append([])
        look(browser, typed)
    assert asked[0] == asked[1] == asked[2] == asked[3]
    assert sum("receipt_hash" in statement for statement in asked[0]) == 1


def test_guessing_gets_slow_for_everybody_and_bans_nobody(browser: Browser, receipt: str) -> None:
    ask = browser.get(STATUS)
    for _ in range(TRIES):
        assert browser.press(ask, "act=show", code="1").status == 404
    other = Browser(browser.client.application)
    page = look(other, receipt)
    while page.status != 429:  # the clock is real: a try may have come back meanwhile
        page = look(other, "1")
    assert 1 <= int(page.response.headers["Retry-After"]) <= 2
    assert "Riprova tra poco" in page.text


def test_right_codes_are_never_slowed(browser: Browser, receipt: str) -> None:
    ask = browser.get(STATUS)
    assert {browser.press(ask, "act=show", code=receipt).status for _ in range(TRIES + 5)} == {200}


@pytest.mark.parametrize("body", [{"act": "destroy"}, {"code": "1", "organization": "energheia"}])
def test_what_no_page_sends_is_refused(browser: Browser, body: dict[str, str]) -> None:
    assert browser.client.post(STATUS, data=body).status_code == 400


def test_withdrawn_before_the_first_try_is_not_sent(
    browser: Browser, receipt: str, services: Services, deliverer: Deliverer
) -> None:
    assert "ritirata" in done(browser, receipt, "withdraw").text
    assert not deliver_next(deliverer)
    assert not deliver_notice(deliverer)
    page = look(browser, receipt)
    assert "Ritirata" in page.text
    assert "Ritira la richiesta" not in page.text
    assert rows(services, outbox) == []


def test_the_partner_is_told_once_of_a_withdrawal(
    browser: Browser, receipt: str, services: Services, deliverer: Deliverer, recorder: Recorder
) -> None:
    deliver_next(deliverer)
    for _ in range(2):
        browser.press(browser.get(STATUS), "act=withdraw-now", code=receipt)
    assert deliver_notice(deliverer)
    assert not deliver_notice(deliverer)
    request_mail, told = recorder.messages
    assert told.subject == request_mail.subject.replace("Nuova richiesta", "Richiesta") + " ritirata"
    assert told.send_to == {("Mestieri", "mestieri@example.org")}
    for text in (str(told.body), str(told.html)):
        assert not any(marker in text for marker in MARKERS.values())
    assert rows(services, notice) == []


def test_a_notice_does_not_overtake_the_mail_that_a_worker_holds(
    browser: Browser, receipt: str, services: Services, deliverer: Deliverer
) -> None:
    held = deliverer.claim()
    assert held is not None
    done(browser, receipt, "withdraw")
    (told,) = rows(services, notice)
    assert (told.kind, told.next_attempt_at) == (NoticeKind.WITHDRAWN, held.lease_until)
    deliverer.deliver(held)
    assert "Ritirata" in look(browser, receipt).text


def test_a_failed_notice_is_tried_again_and_seen(
    browser: Browser, receipt: str, services: Services, deliverer: Deliverer, recorder: Recorder
) -> None:
    deliver_next(deliverer)
    done(browser, receipt, "withdraw")
    recorder.refuse_with = ErrorKind.TEMPORARY
    assert deliver_notice(deliverer)
    assert measure(services.engine, MONDAY).outbox[OutboxState.WAITING] == 1
    recorder.refuse_with = ErrorKind.PERMANENT
    later = replace(deliverer, clock=Clock(MONDAY + dt.timedelta(minutes=1)))
    assert deliver_notice(later)
    (lost,) = stuck(services.engine, MONDAY)
    assert (lost.state, lost.last_error) == (OutboxState.FAILED, ErrorKind.PERMANENT)
    assert not measure(services.engine, MONDAY).well
    assert retry_notices(services.engine, MONDAY) == 1
    recorder.refuse_with = None
    assert deliver_notice(deliverer)
    assert stuck(services.engine, MONDAY) == ()


def test_a_notice_that_is_not_understood_is_set_aside_and_seen(
    browser: Browser, receipt: str, deliverer: Deliverer, services: Services
) -> None:
    deliver_next(deliverer)
    done(browser, receipt, "withdraw")
    with services.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE notice SET kind = 'survey'")
    assert not deliver_notice(deliverer)
    assert not deliver_notice(deliverer)
    assert measure(services.engine, MONDAY).failed_notices == 1


def test_erased_here_and_asked_for_there(
    browser: Browser, receipt: str, services: Services, deliverer: Deliverer, recorder: Recorder
) -> None:
    deliver_next(deliverer)
    assert "cancellata" in done(browser, receipt, "erase").text
    assert (rows(services, request), rows(services, outbox)) == ([], [])
    assert browser.get("/moduli/it/ricevuta").status == 404
    assert deliver_notice(deliverer)
    asked = recorder.messages[-1]
    assert (
        asked.subject
        == recorder.messages[0].subject.replace("Nuova richiesta", "Richiesta") + " da cancellare"
    )
    assert rows(services, notice) == []
    assert [(row.day, row.requests) for row in rows(services, erasure)] == [(MONDAY.date(), 1)]


def test_erased_before_the_first_try_is_told_to_nobody(
    browser: Browser, receipt: str, deliverer: Deliverer
) -> None:
    done(browser, receipt, "erase")
    assert not deliver_next(deliverer)
    assert not deliver_notice(deliverer)


def test_erasures_of_a_day_are_counted_together(browser: Browser, services: Services) -> None:
    for number in range(3):
        who = {**MARKERS, "name": f"Prova {number}"}
        check = browser.press(browser.get(CONTACT), "step=check", channels=["call"], **who)
        done(browser, code(browser.press(check, "step=send")), "erase")
    assert [row.requests for row in rows(services, erasure)] == [3]


def test_nothing_of_an_erased_request_is_left_in_any_file(
    browser: Browser, receipt: str, services: Services, stored: Stored, caplog: pytest.LogCaptureFixture
) -> None:
    (row,) = stored.requests
    searched = [row.sealed[:32], row.receipt_hash, row.submission_id.encode(), row.id.hex.encode()]
    assert all(any(found in data for data in contents(services)) for found in searched)
    with caplog.at_level(logging.DEBUG):
        done(browser, receipt, "erase")
    digits = receipt.replace(" ", "").encode()
    for found in (*searched, digits, *(marker.encode() for marker in MARKERS.values())):
        assert not any(found in data for data in contents(services))
        assert found.decode("latin-1") not in caplog.text


def contents(services: Services) -> Iterator[bytes]:
    """All files of the installation: the database with its log, keys, mailbox."""
    return (file.read_bytes() for file in Path(services.settings.var_dir).rglob("*") if file.is_file())

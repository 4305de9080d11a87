"""Robots are set aside for a person, floods are slowed, and nobody who asks for help is turned away."""

from __future__ import annotations

import datetime as dt
import json
import logging
from dataclasses import replace

import pytest
import sqlalchemy as sa

from forms_app import make_app
from forms_app.database import outbox, used_answer
from forms_app.outbox.states import OutboxState
from forms_app.outbox.store import claim
from forms_app.requests.codes import short_code
from forms_app.robots.waiting import LONGEST
from forms_app.services import Services
from tests.integration.forms.browser import Browser, Page, Stored
from tests.integration.forms.test_flow import CONTACT, WHO, code
from tests.integration.operations.test_commands import called
from tests.integration.storage import Clock
from tests.unit.forms_app.robots.test_proofs import solved, written

ADDRESS = "198.51.100.77"
LIMIT = 2


@pytest.fixture
def clock(services: Services) -> Clock:
    return Clock(services.now())


@pytest.fixture
def guarded(services: Services, clock: Clock) -> Services:
    """As in production, with a small limit."""
    settings = replace(services.settings, minimum_seconds=3, sendings_an_hour=LIMIT)
    return replace(services, settings=settings, now=clock)


@pytest.fixture
def browser(guarded: Services) -> Browser:
    browser = Browser(make_app(guarded))
    browser.client.environ_base["REMOTE_ADDR"] = ADDRESS
    return browser


def ask(browser: Browser, clock: Clock, name: str, seconds: int = 60, **answers: object) -> Page:
    form = browser.get(CONTACT)
    clock.forward(dt.timedelta(seconds=seconds))
    check = browser.press(form, "step=check", **{**WHO, "name": name, **answers})
    assert check.status == 200
    return browser.press(check, "step=send")


@pytest.fixture
def slowed(browser: Browser, clock: Clock) -> Page:
    """The page that one gets when a limit is reached."""
    for number in range(LIMIT):
        assert ask(browser, clock, f"Prova {number}").url == "/moduli/it/ricevuta"
    page = ask(browser, clock, "Prova Provetti", message="Cerco lavoro")
    assert page.status == 429
    return page


def states(services: Services) -> list[OutboxState]:
    with services.engine.connect() as connection:
        return list(connection.scalars(sa.select(outbox.c.state)))


def puzzle_of(page: Page) -> dict[str, object]:
    return dict(json.loads(page.form.get("data-puzzle", "")))


@pytest.mark.parametrize(("seconds", "trap"), [(60, "https://example.org"), (2, ""), (0, "x")])
def test_what_a_robot_sends_waits_for_a_person(
    browser: Browser, clock: Clock, guarded: Services, seconds: int, trap: str
) -> None:
    page = ask(browser, clock, "Prova", seconds, website=trap)
    assert (page.status, page.url) == (200, "/moduli/it/ricevuta")
    assert states(guarded) == [OutboxState.QUARANTINED]
    assert claim(guarded.engine, clock.now) is None
    (row,) = Stored(guarded).requests
    short = short_code(row.id)
    assert short in called(guarded.settings, "requests", "quarantine", "list").output
    assert called(guarded.settings, "requests", "quarantine", "release", short).exit_code == 0
    assert claim(guarded.engine, dt.datetime.now(dt.UTC) + dt.timedelta(days=3650)) is not None
    again = called(guarded.settings, "requests", "quarantine", "release", short)
    assert (again.exit_code, "not in quarantine" in again.output) == (1, True)


def test_a_receipt_says_nothing_of_the_quarantine(browser: Browser, clock: Clock) -> None:
    human = ask(browser, clock, "Prova Uno")
    robot = ask(browser, clock, "Prova Due", website="x")
    texts = [page.response.text.replace(code(page), "") for page in (human, robot)]
    assert texts[0] == texts[1]


def test_a_person_who_takes_three_seconds_is_none(browser: Browser, clock: Clock, guarded: Services) -> None:
    ask(browser, clock, "Prova", 3)
    assert states(guarded) == [OutboxState.WAITING]


def test_people_do_not_see_the_trap(browser: Browser) -> None:
    form = browser.get(CONTACT).form
    hidden = [div for div in form.iter("div") if "hidden" in div.attrib]
    (trap,) = [field for div in hidden for field in div.iter("input")]
    assert (trap.get("name"), trap.get("tabindex"), trap.get("autocomplete")) == ("website", "-1", "off")


def test_at_the_limit_one_waits_with_every_answer_kept(slowed: Page, stored: Stored) -> None:
    assert int(slowed.response.headers["Retry-After"]) <= LONGEST
    assert slowed.answers["message"] == ["Cerco lavoro"]
    assert "Non abbiamo ancora inviato niente" in slowed.text
    assert "0372 1786314" in slowed.text
    assert stored.count == (LIMIT, LIMIT)


def test_without_javascript_waiting_is_enough(
    browser: Browser, clock: Clock, slowed: Page, stored: Stored
) -> None:
    clock.forward(dt.timedelta(seconds=1))
    early = browser.press(slowed, "step=send")
    assert early.status == 429
    first, second = (int(page.response.headers["Retry-After"]) for page in (slowed, early))
    assert second == first - 1
    assert early.answers["ticket"] == slowed.answers["ticket"]
    clock.forward(dt.timedelta(seconds=second))
    assert browser.press(early, "step=send").url == "/moduli/it/ricevuta"
    assert stored.count == (LIMIT + 1, LIMIT + 1)


def test_with_the_calculation_nobody_waits(browser: Browser, slowed: Page, stored: Stored) -> None:
    solution = written(solved(puzzle_of(slowed)))
    assert browser.press(slowed, "step=send", altcha=solution).url == "/moduli/it/ricevuta"
    assert stored.count == (LIMIT + 1, LIMIT + 1)


def test_pressed_twice_it_is_one_request_and_one_calculation(
    browser: Browser, slowed: Page, stored: Stored
) -> None:
    solution = written(solved(puzzle_of(slowed)))
    first, second = (browser.press(slowed, "step=send", altcha=solution) for _ in range(2))
    assert first.text == second.text
    assert stored.count == (LIMIT + 1, LIMIT + 1)


@pytest.mark.parametrize("way", ["altcha", "ticket"])
def test_a_proof_counts_for_one_request_only(
    browser: Browser, clock: Clock, slowed: Page, stored: Stored, way: str
) -> None:
    proof = written(solved(puzzle_of(slowed))) if way == "altcha" else slowed.answers["ticket"][0]
    clock.forward(dt.timedelta(seconds=LONGEST))
    assert browser.press(slowed, "step=send", **{way: proof}).status == 200
    again = browser.press(slowed, "step=send", **{way: proof, "name": "Un altro"})
    assert again.status == 429
    assert stored.count == (LIMIT + 1, LIMIT + 1)
    clock.forward(dt.timedelta(seconds=LONGEST))
    assert browser.press(again, "step=send").status == 200


def test_used_proofs_are_forgotten_when_they_expire(
    browser: Browser, clock: Clock, slowed: Page, guarded: Services
) -> None:
    pages = [slowed]
    for number in range(2):
        clock.forward(dt.timedelta(seconds=LONGEST))
        assert browser.press(pages[-1], "step=send", name=f"Prova {number}").status == 200
        clock.forward(dt.timedelta(minutes=35 * number))
        pages.append(ask(browser, clock, f"Prova {number + 10}"))
    with guarded.engine.connect() as connection:
        rows = connection.execute(sa.select(used_answer)).all()
    assert len(rows) <= 2
    assert all(ADDRESS not in str(row) for row in rows)


def test_another_network_is_not_slowed(browser: Browser, clock: Clock, slowed: Page) -> None:
    assert slowed.status == 429
    browser.client.environ_base["REMOTE_ADDR"] = "203.0.113.5"
    assert ask(browser, clock, "Prova Altrove").url == "/moduli/it/ricevuta"


def test_a_full_shelter_gets_through(browser: Browser, clock: Clock, stored: Stored) -> None:
    for number in range(12):
        page = ask(browser, clock, f"Prova {number}", 1 + 3 * (number == 0))
        while page.status == 429:
            clock.forward(dt.timedelta(seconds=int(page.response.headers["Retry-After"])))
            page = browser.press(page, "step=send")
        assert page.url == "/moduli/it/ricevuta"
    assert stored.count == (12, 12)


def test_no_address_is_written_anywhere(
    browser: Browser, clock: Clock, guarded: Services, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for number in range(LIMIT + 2):
            ask(browser, clock, f"Prova {number}", website="x")
    assert ADDRESS not in caplog.text
    assert "198.51.100" not in caplog.text
    for path in guarded.settings.var_dir.rglob("*"):
        assert not path.is_file() or b"198.51.100" not in path.read_bytes()

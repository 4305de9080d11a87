"""What partners do, at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import sqlalchemy as sa

from forms_app.database import open_engine
from forms_app.ledger.acts import close, find_case, pass_on, take_in_charge
from forms_app.ledger.desks import Desk
from forms_app.outbox.states import RequestState
from tests.integration.storage import Installation
from tests.unit.forms_app.samples import NOW

Act = Callable[[sa.Engine, UUID], None]


def at_once(installation: Installation, acts: list[Act]) -> None:
    row = installation.outbox_row().id
    engines = [open_engine(installation.settings.database_url) for _ in acts]
    start = Barrier(len(acts))

    def run(act: Act, engine: sa.Engine) -> None:
        start.wait()
        act(engine, row)

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts, engines))
    for engine in engines:
        engine.dispose()


def passing_to(organization: str) -> Act:
    return lambda engine, row: pass_on(engine, row, Desk(organization, None, ""), "example.org", NOW)


def test_passed_on_at_once_to_many_it_reaches_one(installation: Installation) -> None:
    installation.accept()
    at_once(installation, [passing_to(name) for name in ("uno", "due", "tre", "quattro")])
    first, second = installation.outbox_rows()
    assert first.passed_on_to == second.organization == installation.request_row().organization


def test_closed_and_taken_at_once_it_is_closed(installation: Installation) -> None:
    installation.accept()
    acts: list[Act] = [lambda engine, row: close(engine, row, NOW)]
    acts += [lambda engine, row: take_in_charge(engine, row, NOW)] * 3
    at_once(installation, acts)
    assert installation.request_row().state is RequestState.CLOSED


def test_a_row_that_is_not_there_is_no_case(installation: Installation) -> None:
    installation.accept()
    assert find_case(installation.engine, UUID(int=1)) is None
    for act in (take_in_charge, close):
        act(installation.engine, UUID(int=1), NOW)
    assert installation.request_row().state is RequestState.RECEIVED

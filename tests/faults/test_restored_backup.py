"""The database is replaced by yesterday's backup, everything else stays."""

from __future__ import annotations

import sqlite3
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forms_app.commands import register_commands
from forms_app.database import erasure, request
from forms_app.outbox.states import OutboxState, RequestState
from tests.faults import mails
from tests.faults.door import Citizen, is_receipt
from tests.faults.house import House, settled, wait_until
from tests.integration.forms.browser import Page
from tests.integration.forms.test_flow import code
from tests.integration.mail.server import Behaviour, serving

STATUS = "/moduli/it/stato"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with settled(tmp_path) as made:
        yield made


def ask(port: int, marks: list[str]) -> dict[str, str]:
    """Send a request for each; the codes of the receipts."""
    return {mark: _code(Citizen(port, mark)) for mark in marks}


def follow(port: int, receipt: str, act: str = "show") -> Page:
    """Ask what became of a request, or do something about it."""
    citizen = Citizen(port, "")
    page = citizen.get(STATUS)
    return citizen.post(page, {"code": receipt, "act": act}, to=STATUS)


def back_up(house: House) -> Path:
    """As DEPLOY.md says."""
    copy = house.folder / "backup.sqlite"
    with closing(sqlite3.connect(_database(house))) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def restore(house: House, copy: Path) -> None:
    """Put a copy in the place of the database, with nobody at work."""
    house.engine.dispose()
    database = _database(house)
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()
    database.write_bytes(copy.read_bytes())


def _code(citizen: Citizen) -> str:
    receipt = citizen.press(citizen.prepare(), "step=send")
    assert is_receipt(receipt)
    return code(receipt)


def _database(house: House) -> Path:
    return house.settings.var_dir / "sportello.sqlite"


def destroy(house: House, requests: list[uuid.UUID]) -> None:
    """Decide about requests, as an administrator does."""
    app = Flask("prova")
    register_commands(app, house.settings)
    for one in requests:
        done = app.test_cli_runner().invoke(args=["requests", "destroy", str(one), "--reason", "asked"])
        assert done.exit_code == 0, done.output


def requests_in(house: House) -> dict[uuid.UUID, RequestState]:
    """All of them, and how far each has come."""
    with house.engine.connect() as connection:
        return {row.id: row.state for row in connection.execute(sa.select(request.c.id, request.c.state))}


@pytest.mark.fault(
    "A backup of the database is restored that does not know which mails were sent, which requests "
    "withdrawn, erased and destroyed since",
    "nothing is sent twice, nothing withdrawn is sent; what was erased or destroyed is destroyed again first",
)
def test_restored(house: House, figures: Callable[[str], None]) -> None:
    behaviour, sent, taken_back = Behaviour(), [f"prova-{one}" for one in range(8)], ["prova-8", "prova-9"]
    with serving(behaviour) as smtp, house.web() as port:
        codes = ask(port, [*sent, *taken_back])
        copy = back_up(house)
        for mark in taken_back:
            assert follow(port, codes[mark], "withdraw-now").status == 200
        with house.worker(smtp):
            house.wait_until_all_is_sent()
            assert len(behaviour.taken) == len(sent)
            for mark in sent[:3]:
                assert follow(port, codes[mark], "erase-now").status == 200
            wait_until(lambda: len(behaviour.taken) == len(sent) + 3, "the partner is not asked to erase")
    handed_over = [one for one, state in requests_in(house).items() if state is RequestState.HANDED_OVER]
    destroy(house, handed_over[:2])
    restore(house, copy)
    assert house.states() == {OutboxState.WAITING: 10}
    with serving(behaviour) as smtp, house.worker(smtp), house.web() as port:
        wait_until(lambda: house.counts()[0] == 5, f"what was erased is there: {house.log()}")
        late = ask(port, ["prova-10"])
        house.wait_until_all_is_sent()
        pages = {mark: follow(port, receipt).status for mark, receipt in {**codes, **late}.items()}
    assert {pages[mark] for mark in sent[:3]} == {404}
    assert sorted(pages.values()) == [200] * 6 + [404] * 5
    arrived = mails.read(behaviour.taken)
    assert {*arrived.copies} == {*sent, "prova-10"}
    assert (arrived.duplicates, arrived.others) == (0, 3)
    assert Counter(requests_in(house).values()) == {RequestState.HANDED_OVER: 4, RequestState.WITHDRAWN: 2}
    with house.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.sum(erasure.c.requests))) == 3
    figures(
        f"10 requests in the backup: of {len(sent)} sent since 0 were sent again, of 2 withdrawn 0 were sent, 3 erased "
        "and 2 destroyed by decision were destroyed again; a request asked for afterwards was delivered"
    )

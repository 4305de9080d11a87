"""The database cannot store: no room on the disk, locked by somebody, its server dies."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from forms_app.outbox.states import OutboxState
from tests.faults import mails
from tests.faults.door import Citizen, is_receipt
from tests.faults.house import House, settled, wait_until
from tests.faults.small_disk import SmallDisk, small_disk
from tests.integration import postgresql
from tests.integration.forms.browser import Page
from tests.integration.mail.server import Behaviour, serving

Say = Callable[[str], None]
Size = Callable[[int, int], int]
PHONE = "0372 1786314"
"""Of the desk, on the page that says "not now"."""


@dataclass
class Asking:
    """Citizens who press "send", and what they saw."""

    port: int
    received: set[str] = field(default_factory=set)
    refused: list[tuple[Citizen, Page]] = field(default_factory=list)
    """Who is not received yet, and the page before her."""
    refusals: int = 0

    def ask(self, mark: str) -> None:
        """One citizen sends."""
        citizen = Citizen(self.port, mark)
        self._press(citizen, citizen.prepare())

    def again(self) -> None:
        """Everyone who was told "not now" presses the button of that page."""
        waiting, self.refused = self.refused, []
        for citizen, page in waiting:
            self._press(citizen, page)

    def _press(self, citizen: Citizen, page: Page) -> None:
        answer = citizen.press(page, "step=send")
        if is_receipt(answer):
            self.received.add(citizen.mark)
            return
        assert answer.status == 503, answer.text
        assert PHONE in answer.text
        assert answer.answers["message"] == [citizen.mark]
        self.refusals += 1
        self.refused.append((citizen, answer))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as made:
        yield made


@pytest.mark.fault(
    "The disk is full while citizens send and the worker delivers",
    "nobody is shown «received» falsely, nothing typed is lost, the desk's telephone is shown; "
    "with room again everything is delivered",
)
def test_disk_full(disk: SmallDisk, size: Size, figures: Say) -> None:
    behaviour, number = Behaviour(), size(15, 150)
    with settled(disk.folder) as house, serving(behaviour) as smtp:
        with house.web_process() as (port, web), house.worker(smtp) as worker:
            asking = Asking(port)
            asking.ask("prova-0")
            house.wait_until_all_is_sent()
            with disk.full(128 * 1024, [web, worker]):
                for one in range(1, number):
                    asking.ask(f"prova-{one}")
            refused = asking.refusals
            assert refused
            asking.again()
            assert not asking.refused
            house.wait_until_all_is_sent()
        assert house.counts() == (number, number)
    arrived = mails.read(behaviour.taken)
    assert {*arrived.copies} == asking.received
    assert arrived.every_repeat_is_honest()
    figures(
        f"{disk.kind}: {number} citizens, {refused} told «not now» with their answers kept, all received with room "
        f"again; {len(arrived.copies)} delivered, {arrived.duplicates} duplicates, 0 lost, 0 shown falsely"
    )


@pytest.mark.fault(
    "The disk fills up between the mail server's «accepted» and the worker's commit",
    "the worker insists until it can record the hand-over; the partner gets one mail",
)
def test_disk_full_after_data(disk: SmallDisk, figures: Say) -> None:
    behaviour = Behaviour(hold_at_data=threading.Event())
    assert behaviour.hold_at_data
    with (
        settled(disk.folder) as house,
        serving(behaviour) as smtp,
        house.web() as port,
        house.worker(smtp) as worker,
    ):
        Asking(port).ask("prova-0")
        behaviour.at_data.wait()
        with disk.full(0, [worker]):
            behaviour.hold_at_data.set()
            behaviour.wait_for(1)
            _pass(2)
            assert house.states() == {OutboxState.WAITING: 1}
        house.wait_until_all_is_sent()
    arrived = mails.read(behaviour.taken)
    assert [len(copies) for copies in arrived.copies.values()] == [1]
    figures(f"{disk.kind}: 1 mail, 2 s without room, then recorded; 0 duplicates")


@contextmanager
def locked(house: House) -> Iterator[None]:
    """Let another process keep everybody from writing."""
    hold = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE')"
    command = [sys.executable, "-c", f"{hold}; print('locked', flush=True); sys.stdin.read()"]
    command.append(str(house.settings.var_dir / "sportello.sqlite"))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == "locked\n"
        yield
        process.stdin.close()


@pytest.mark.fault(
    "Another process holds the database's lock for a second, and for 30 s",
    "a short lock is waited for; in a long one citizens are told «not now» and lose nothing; mails go on afterwards",
)
def test_locked(tmp_path: Path, size: Size, figures: Say) -> None:
    behaviour, long = Behaviour(), size(7, 30)
    with settled(tmp_path) as house, serving(behaviour) as smtp, house.web() as port, house.worker(smtp):
        asking = Asking(port)
        with ThreadPoolExecutor(1) as pool, locked(house):
            waiting = pool.submit(asking.ask, "prova-0")
            _pass(1)
            assert not waiting.done()
        assert asking.received == {"prova-0"}
        with ThreadPoolExecutor(3) as pool, locked(house):
            asked = pool.map(asking.ask, [f"prova-{one}" for one in range(1, 4)])
            _pass(long)
        assert len([*asked]) == 3
        assert (len(asking.refused), asking.received) == (3, {"prova-0"})
        asking.again()
        house.wait_until_all_is_sent()
    arrived = mails.read(behaviour.taken)
    assert {*arrived.copies} == asking.received == {f"prova-{one}" for one in range(4)}
    assert arrived.every_repeat_is_honest()
    figures(
        f"1 s: waited for and received; {long} s: 3 citizens told «not now» with their answers kept, "
        f"received afterwards; 4 requests, 4 delivered, {arrived.duplicates} duplicates"
    )


@pytest.mark.fault(
    "The PostgreSQL server dies and comes back while citizens send and the worker delivers",
    "nobody is shown «received» falsely; pressing again makes no second request; everything is delivered",
)
def test_postgresql_restarted(tmp_path: Path, size: Size, figures: Say) -> None:
    behaviour, restarts, each = Behaviour(), size(2, 20), size(12, 100)
    with (
        _postgresql() as server,
        postgresql.database(server, "riavvii") as url,
        settled(tmp_path, url) as house,
    ):
        with serving(behaviour) as smtp, house.web() as port, house.worker(smtp):
            streets = [Asking(port) for _ in range(3)]
            with ThreadPoolExecutor(len(streets)) as pool:
                asked = [
                    pool.submit(_ask_until_received, street, n, each) for n, street in enumerate(streets)
                ]
                for restart in range(1, restarts + 1):
                    enough = len(streets) * each * restart // (restarts + 1)
                    wait_until(lambda enough=enough: _received(streets) >= enough, "nobody is received")  # type: ignore[misc]
                    postgresql.restart(server)
            for street in asked:
                street.result()
            house.wait_until_all_is_sent()
        number = len(streets) * each
        assert house.counts() == (number, number)
    arrived = mails.read(behaviour.taken)
    assert {*arrived.copies} == {mark for street in streets for mark in street.received}
    assert arrived.every_repeat_is_honest()
    refusals = sum(street.refusals for street in streets)
    figures(
        f"{restarts} crashes, {number} citizens, {refusals} times «not now»; all received and delivered, "
        f"{arrived.duplicates} duplicates; 0 lost, 0 shown falsely"
    )


@contextmanager
def _postgresql() -> Iterator[str]:
    try:
        with postgresql.serving() as server:
            yield server
    except postgresql.NoServerError as error:
        pytest.skip(str(error))


def _received(streets: list[Asking]) -> int:
    return sum(len(street.received) for street in streets)


def _ask_until_received(street: Asking, first: int, number: int) -> None:
    for one in range(number):
        street.ask(f"prova-{first}{one:04}")
        while street.refused:
            _pass(0.2)
            street.again()


def _pass(seconds: float) -> None:
    end = time.monotonic() + seconds
    wait_until(lambda: time.monotonic() >= end, "time stands still")

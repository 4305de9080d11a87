"""The worker as a process: delivering, stopped, killed."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path

import pytest
import sqlalchemy as sa

from forms_app.database import worker
from forms_app.outbox.delivery import Deliverer
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.states import OutboxState
from forms_app.outbox.store import LEASE
from forms_app.outbox.worker import RECOVERY, run
from tests.integration.mail.server import Behaviour, serving
from tests.integration.storage import Clock, Installation, Recorder, deliver_next
from tests.unit.forms_app.samples import NOW

ROOT = Path(__file__).parents[3]


@contextmanager
def started(installation: Installation, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.integration.outbox.worker_process"]
    arguments = [*command, str(installation.settings.var_dir), str(port), installation.settings.database_url]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        try:
            yield process
        finally:
            process.kill()


def signs_of_life(installation: Installation) -> int:
    with installation.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(worker)) or 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_worker_finishes_the_row_in_hand(installation: Installation, number: int) -> None:
    installation.accept()
    behaviour = Behaviour(hold_at_data=threading.Event())
    assert behaviour.hold_at_data is not None
    with serving(behaviour) as port, started(installation, port) as process:
        behaviour.at_data.wait()
        process.send_signal(number)
        behaviour.hold_at_data.set()
        assert process.wait() == 0
    assert len(behaviour.taken) == 1
    assert installation.outbox_row().state is OutboxState.SENT
    assert signs_of_life(installation) == 0


def test_what_a_killed_worker_held_is_completed_by_another_after_the_lease(
    installation: Installation,
) -> None:
    installation.accept()
    behaviour = Behaviour(hold_at_data=threading.Event())
    assert behaviour.hold_at_data is not None
    with serving(behaviour) as port, started(installation, port) as process:
        behaviour.at_data.wait()
        process.kill()
        process.wait()
        behaviour.hold_at_data.set()
    held = installation.outbox_row()
    assert (held.state, held.attempts) == (OutboxState.WAITING, 1)
    postman, clock = Recorder(), Clock(held.lease_until - dt.timedelta(seconds=1))
    survivor = installation.deliverer(postman, clock)
    assert not deliver_next(survivor)
    clock.forward(dt.timedelta(seconds=1))
    assert deliver_next(survivor)
    assert [message.msgId for message in postman.messages] == [held.message_id]
    assert installation.outbox_row().state is OutboxState.SENT


def test_two_workers_send_every_row_once(installation: Installation) -> None:
    accepted = {str(number) for number in range(20)}
    for number in accepted:
        installation.accept(number)
    behaviour = Behaviour()
    with serving(behaviour) as port, started(installation, port) as one, started(installation, port) as two:
        behaviour.wait_for(len(accepted))
        for process in (one, two):
            process.send_signal(signal.SIGTERM)
            assert process.wait() == 0
    ids = [message_from_bytes(mail.original_content or b"")["Message-ID"] for mail in behaviour.taken]
    assert len(ids) == len(set(ids)) == len(accepted)


class Scripted(threading.Event):
    """An event that is set after some waits, and remembers how long each was."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds = rounds
        self.waits: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout)
        if len(self.waits) == self.rounds:
            self.set()
        return self.is_set()


def loop(deliverer: Deliverer, rounds: int) -> list[float | None]:
    stop = Scripted(rounds)
    run(deliverer, Heartbeat(deliverer.engine, "prova"), stop)
    return stop.waits


def test_the_loop_does_not_pause_while_there_is_work_and_looks_again_within_a_second(
    installation: Installation,
) -> None:
    for number in range(3):
        installation.accept(str(number))
    postman = Recorder()
    waits = loop(installation.deliverer(postman), rounds=5)
    assert waits[:3] == [0, 0, 0]
    assert all(pause is not None and 0 < pause <= 1 for pause in waits[3:])
    assert len(postman.messages) == 3


def test_the_loop_waits_for_a_database_that_is_locked(installation: Installation) -> None:
    installation.accept()
    postman = Recorder()
    with installation.locked():
        assert loop(installation.deliverer(postman), rounds=2) == [RECOVERY, RECOVERY]
    assert postman.messages == []
    loop(installation.deliverer(postman), rounds=1)
    assert len(postman.messages) == 1


def test_an_idle_loop_does_not_write_at_every_look(installation: Installation) -> None:
    clock = Clock()
    heartbeat = Heartbeat(installation.engine, "prova")
    heartbeat.idle(clock())
    with installation.locked():
        clock.forward(dt.timedelta(seconds=5))
        heartbeat.idle(clock())
    clock.forward(dt.timedelta(seconds=20))
    heartbeat.idle(clock())
    assert heartbeat.next_due_at == NOW + dt.timedelta(seconds=55)


def test_a_busy_worker_asks_for_the_patience_it_needs(installation: Installation) -> None:
    heartbeat = Heartbeat(installation.engine, "prova")
    heartbeat.idle(NOW)
    heartbeat.busy(NOW, LEASE)
    assert heartbeat.next_due_at == NOW + LEASE
    heartbeat.idle(NOW)
    assert heartbeat.next_due_at == NOW + dt.timedelta(seconds=30)


def test_signs_of_workers_that_died_long_ago_are_forgotten(installation: Installation) -> None:
    Heartbeat(installation.engine, "dead").idle(NOW)
    Heartbeat(installation.engine, "alive").idle(NOW + dt.timedelta(days=2))
    assert signs_of_life(installation) == 1

"""A clock that was a year ahead, and is right again."""

from __future__ import annotations

import datetime as dt

import pytest

from forms_app.health import WorkerState, measure
from forms_app.ledger.sweep import Sweeper, Swept
from forms_app.ledger.timetable import ESCALATE_AFTER, REMIND_AFTER
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.store import claim
from tests.integration.storage import Clock, Installation, Recorder, deliver_next, on_sqlite
from tests.unit.forms_app.samples import NOW, SampleDirectory

YEAR = dt.timedelta(days=365)


def sweeper(installation: Installation) -> Sweeper:
    return Sweeper(installation.engine, SampleDirectory(), "example.org")


def test_what_was_accepted_under_it_goes_now(installation: Installation) -> None:
    installation.accept()
    postman = Recorder()
    assert deliver_next(installation.deliverer(postman, Clock(NOW - YEAR)))
    assert len(postman.messages) == 1


def test_what_a_worker_held_that_died_under_it_goes_now(installation: Installation) -> None:
    installation.accept()
    assert claim(installation.engine, NOW)
    assert claim(installation.engine, NOW) is None
    assert claim(installation.engine, NOW - YEAR)


def test_who_was_told_under_it_is_reminded_from_now_on(installation: Installation) -> None:
    installation.accept()
    deliver_next(installation.deliverer(Recorder(), Clock()))
    today = NOW - YEAR
    assert sweeper(installation).sweep(today) == Swept(0, 0)
    assert sweeper(installation).sweep(today + REMIND_AFTER[0]) == Swept(1, 0)
    assert sweeper(installation).sweep(today + ESCALATE_AFTER) == Swept(1, 1)


@on_sqlite
def test_a_small_difference_between_two_clocks_changes_nothing(installation: Installation) -> None:
    installation.accept()
    before = installation.request_row()
    sweeper(installation).sweep(NOW - dt.timedelta(minutes=10))
    assert installation.request_row() == before


@pytest.mark.parametrize("ahead", [dt.timedelta(days=1), YEAR])
def test_a_worker_that_died_under_it_does_not_look_alive(
    installation: Installation, ahead: dt.timedelta
) -> None:
    Heartbeat(installation.engine, "prova").busy(NOW + ahead, dt.timedelta(minutes=5))
    assert measure(installation.engine, NOW).worker is WorkerState.ABSENT

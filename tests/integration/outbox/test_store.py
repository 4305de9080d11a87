"""The outbox as a queue."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from forms_app.errors import StorageUnavailableError
from forms_app.outbox.retry import GiveUp, Reason, Retry
from forms_app.outbox.states import AlarmKind, ErrorKind, OutboxState, RequestState
from forms_app.outbox.store import LEASE, Claimed, Failure, claim, mark_failed, mark_sent, retry_failed
from tests.integration.storage import Installation
from tests.unit.forms_app.samples import NOW

MOMENT = dt.timedelta(microseconds=1)


def claimed(installation: Installation, now: dt.datetime = NOW) -> Claimed:
    row = claim(installation.engine, now)
    assert row is not None
    return row


def test_nothing_is_claimed_when_nothing_waits(installation: Installation) -> None:
    assert claim(installation.engine, NOW) is None


def test_a_claimed_row_is_given_to_nobody_else_until_its_lease_ends(installation: Installation) -> None:
    installation.accept()
    first = claimed(installation)
    assert claim(installation.engine, NOW + LEASE - MOMENT) is None
    second = claimed(installation, NOW + LEASE)
    assert (second.id, second.message_id) == (first.id, first.message_id)
    assert (first.attempts, second.attempts) == (1, 2)


def test_a_row_that_is_not_understood_is_set_aside_and_told(installation: Installation) -> None:
    ids = [installation.accept(str(number)).request_id for number in range(3)]
    with installation.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE request SET form = 'survey' WHERE submission_id = '0'")
        connection.exec_driver_sql("UPDATE request SET seal = 'pqc' WHERE submission_id = '1'")
    assert claimed(installation).request_id == ids[2]
    states = sorted(row.state for row in installation.outbox_rows())
    assert states == [OutboxState.FAILED, OutboxState.FAILED, OutboxState.WAITING]
    assert installation.alarms() == [AlarmKind.GIVEN_UP] * 2
    assert claim(installation.engine, NOW + LEASE - MOMENT) is None


def test_the_oldest_due_row_comes_first(installation: Installation) -> None:
    ids = [installation.accept(str(number)).request_id for number in range(3)]
    late = claimed(installation)
    mark_failed(
        installation.engine, late, Failure(ErrorKind.TEMPORARY, NOW), Retry(NOW + dt.timedelta(hours=1))
    )
    others = [claimed(installation) for _ in range(2)]
    assert {row.request_id for row in others} == set(ids) - {late.request_id}
    assert all(mark_sent(installation.engine, row, NOW) for row in others)
    assert claimed(installation, NOW + dt.timedelta(hours=1)).request_id == late.request_id


def test_an_expired_lease_is_fenced(installation: Installation) -> None:
    installation.accept()
    slow = claimed(installation)
    quick = claimed(installation, NOW + LEASE)
    assert not mark_sent(installation.engine, slow, NOW)
    assert not mark_failed(
        installation.engine, slow, Failure(ErrorKind.TEMPORARY, NOW), GiveUp(Reason.EXHAUSTED)
    )
    assert installation.outbox_row().state is OutboxState.WAITING
    assert mark_sent(installation.engine, quick, NOW)
    assert not mark_sent(installation.engine, slow, NOW)


def test_what_was_sent_is_handed_over_and_never_claimed_again(installation: Installation) -> None:
    installation.accept()
    assert mark_sent(installation.engine, claimed(installation), NOW)
    assert installation.outbox_row().state is OutboxState.SENT
    assert installation.request_row().state is RequestState.HANDED_OVER
    assert claim(installation.engine, NOW + dt.timedelta(days=400)) is None


def test_a_failed_try_waits_for_its_moment(installation: Installation) -> None:
    installation.accept()
    at = NOW + dt.timedelta(seconds=10)
    mark_failed(installation.engine, claimed(installation), Failure(ErrorKind.CONNECTION, NOW), Retry(at))
    assert installation.outbox_row().last_error is ErrorKind.CONNECTION
    assert claim(installation.engine, at - MOMENT) is None
    assert claimed(installation, at).attempts == 2


def test_what_was_given_up_stays_until_a_person_puts_it_back(installation: Installation) -> None:
    installation.accept()
    mark_failed(
        installation.engine,
        claimed(installation),
        Failure(ErrorKind.PERMANENT, NOW),
        GiveUp(Reason.FINAL_ERROR),
    )
    assert claim(installation.engine, NOW + dt.timedelta(days=400)) is None
    assert retry_failed(installation.engine, NOW) == 1
    assert claimed(installation).attempts == 1


def test_many_workers_never_hold_one_row(installation: Installation) -> None:
    ids = {installation.accept(str(number)).request_id for number in range(24)}
    start = Barrier(6)

    def work(_: int) -> list[Claimed]:
        held: list[Claimed] = []
        start.wait()
        while True:
            try:
                row = claim(installation.engine, NOW)
            except StorageUnavailableError:
                continue
            if row is None:
                return held
            held.append(row)

    with ThreadPoolExecutor(6) as pool:
        rows = [row for held in pool.map(work, range(6)) for row in held]
    assert sorted(str(row.request_id) for row in rows) == sorted(map(str, ids))
    assert len({row.lease_owner for row in rows}) == 24


def test_a_locked_database_is_told(installation: Installation) -> None:
    installation.accept()
    with installation.locked(), pytest.raises(StorageUnavailableError):
        claim(installation.engine, NOW)
    assert claimed(installation).attempts == 1


def test_a_row_of_another_owner_cannot_be_marked(installation: Installation) -> None:
    installation.accept()
    row = claimed(installation)
    assert not mark_sent(installation.engine, replace(row, lease_owner="somebody else"), NOW)

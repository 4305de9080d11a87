"""Time deletes: what was answered is found nowhere afterwards, what was not answered stays until a person decides."""

from __future__ import annotations

import csv
import datetime as dt
import io
import logging
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from forms_app.database import destruction, job, outbox, reading, request, statistics, used_answer, writing
from forms_app.health import expiry_overdue, measure
from forms_app.mail.local import LocalMailbox
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.states import OutboxState, RequestState
from forms_app.outbox.worker import run as run_worker
from forms_app.privacy.sealing import seal
from forms_app.requests.accept import row_identity
from forms_app.requests.codes import short_code
from forms_app.requests.retention import DailyExpiry, Expired, Periods, expire
from forms_app.requests.submission import to_bytes
from tests.integration.forms.site import write_site
from tests.integration.operations.test_commands import called
from tests.integration.outbox.test_worker import Scripted
from tests.integration.storage import Clock, Installation, deliver_next
from tests.unit.forms_app.samples import MARKERS, NOW, SUBMISSION

DAY = dt.timedelta(days=1)
PERIODS: Periods = {"mestieri-lombardia": 30 * DAY}
MOMENT = dt.timedelta(microseconds=1)


def settle(installation: Installation, at: dt.datetime, state: RequestState = RequestState.CLOSED) -> None:
    with writing(installation.engine) as connection:
        connection.execute(request.update().values(state=state, acknowledged_at=at, closed_at=at))


def spool(installation: Installation) -> LocalMailbox:
    return LocalMailbox(installation.settings.mailbox_dir)


def run(installation: Installation, now: dt.datetime) -> Expired:
    return expire(installation.engine, spool(installation), PERIODS, now)


def everything_on_disk(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        yield from ((path, path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def hits(marks: list[bytes], *folders: Path) -> set[Path]:
    return {path for path, data in everything_on_disk(*folders) if any(mark in data for mark in marks)}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files would lie."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def test_planted_markers_are_found_nowhere(
    installation: Installation, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    var = installation.settings.var_dir
    with caplog.at_level(logging.DEBUG):
        kept = installation.accept("stays")
        accepted = installation.accept("goes")
        while deliver_next(installation.deliverer(spool(installation))):
            pass
        row = accepted.request_id
        with writing(installation.engine) as connection:
            # A stand-in for what no seal protects, so that this fails if deleted pages are not wiped.
            planted = {"location": "Parole-in-chiaro-7785", "state": RequestState.CLOSED, "closed_at": NOW}
            connection.execute(request.update().where(request.c.id == row).values(planted))
        with reading(installation.engine) as connection:
            sealed: bytes = connection.scalar(sa.select(request.c.sealed).where(request.c.id == row)) or b""
            message = (
                connection.scalar(sa.select(outbox.c.message_id).where(outbox.c.request_id == row)) or ""
            )
        marks = [b"Parole-in-chiaro-7785", sealed[:40], sealed[-40:], message.encode()]
        assert {path.name for path in hits(marks, var)} >= {"sportello.sqlite-wal"}
        assert run(installation, NOW + 30 * DAY) == Expired(1, complete=True)
    assert hits(marks, var, temporary) == set()
    mails = [path for path in (var / "mailbox").rglob("*") if path.is_file()]
    assert len(mails) == 1  # of the request that stays
    markers = [marker.encode() for marker in MARKERS]
    assert hits(markers, var, temporary) == set(mails)
    assert not any(marker in caplog.text for marker in MARKERS)
    assert installation.request_row().id == kept.request_id


def test_not_a_moment_before_the_period_is_over(installation: Installation) -> None:
    installation.accept()
    settle(installation, NOW)
    assert run(installation, NOW + 30 * DAY - MOMENT).destroyed == 0
    assert run(installation, NOW + 30 * DAY).destroyed == 1
    assert installation.count() == (0, 0)


def test_each_organization_has_its_period_and_unknown_ones_thirty_days(installation: Installation) -> None:
    for organization in ("short", "gone"):
        installation.accept(organization, organization)
    settle(installation, NOW, RequestState.TAKEN_IN_CHARGE)
    periods = {"short": 7 * DAY}
    assert expire(installation.engine, spool(installation), periods, NOW + 7 * DAY).destroyed == 1
    assert installation.request_row().organization == "gone"
    assert expire(installation.engine, spool(installation), periods, NOW + 30 * DAY).destroyed == 1


def test_what_nobody_answered_stays_for_ever(installation: Installation) -> None:
    installation.accept("waiting")
    installation.accept("handed over")
    deliver_next(installation.deliverer(spool(installation)))
    assert run(installation, NOW + 3650 * DAY).destroyed == 0
    assert installation.count() == (2, 2)


def test_an_interrupted_run_is_completed_by_the_next(installation: Installation) -> None:
    installation.accept()
    settle(installation, NOW)
    with installation.locked(), pytest.raises(Exception, match="locked"):
        run(installation, NOW + 30 * DAY)
    assert expiry_overdue(installation.engine, NOW + 3 * DAY) == NOW
    assert run(installation, NOW + 30 * DAY) == Expired(1, complete=True)


def test_a_log_that_is_being_read_is_not_a_complete_run(installation: Installation) -> None:
    installation.accept()
    settle(installation, NOW)
    with closing(sqlite3.connect(installation.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM request").fetchone()
        assert run(installation, NOW + 30 * DAY) == Expired(1, complete=False)
    assert run(installation, NOW + 30 * DAY) == Expired(0, complete=True)


def test_two_workers_run_it_once_a_day(installation: Installation) -> None:
    clock = Clock()
    one, two = (DailyExpiry(installation.engine, spool(installation), PERIODS, clock) for _ in range(2))
    ran: set[dt.datetime] = set()
    for _hour in range(50):
        for worker in (one, two):
            worker()
        with reading(installation.engine) as connection:
            ran.update(connection.scalars(sa.select(job.c.done_at)))
        clock.forward(dt.timedelta(hours=1))
    assert sorted(ran) == [NOW, NOW + DAY, NOW + 2 * DAY]


def test_the_worker_does_it_between_deliveries(installation: Installation) -> None:
    clock = Clock(NOW + 30 * DAY)
    installation.accept("answered")
    settle(installation, NOW)
    with writing(installation.engine) as connection:
        connection.execute(outbox.update().values(state=OutboxState.SENT))
    installation.accept("new")
    deliverer = installation.deliverer(spool(installation), clock)
    daily = DailyExpiry(installation.engine, spool(installation), PERIODS, clock)
    run_worker(deliverer, Heartbeat(installation.engine, "prova"), Scripted(2), [daily])
    assert installation.outbox_row().state is OutboxState.SENT
    with reading(installation.engine) as connection:
        assert connection.scalar(sa.select(job.c.done_at)) == clock.now


def test_a_job_that_fails_is_tried_again_within_the_hour(installation: Installation) -> None:
    clock = Clock()
    daily = DailyExpiry(installation.engine, spool(installation), PERIODS, clock)
    with installation.locked():
        daily()
    clock.forward(dt.timedelta(minutes=59))
    daily()
    with reading(installation.engine) as connection:
        assert connection.scalar(sa.select(job.c.done_at)) is None
    clock.forward(dt.timedelta(minutes=1))
    daily()
    with reading(installation.engine) as connection:
        assert connection.scalar(sa.select(job.c.done_at)) == clock.now


def test_a_clock_that_was_wrong_does_not_stop_deletion(installation: Installation) -> None:
    run(installation, NOW + 365 * DAY)
    daily = DailyExpiry(installation.engine, spool(installation), PERIODS, Clock())
    daily()
    with reading(installation.engine) as connection:
        assert connection.scalar(sa.select(job.c.done_at)) == NOW


def test_a_job_that_did_not_run_for_two_days_is_an_alarm(installation: Installation) -> None:
    installation.accept()
    deliver_next(installation.deliverer(spool(installation)))
    assert measure(installation.engine, NOW + 2 * DAY).expiry_overdue_since is None
    late = measure(installation.engine, NOW + 2 * DAY + MOMENT)
    assert late.expiry_overdue_since == NOW
    assert not late.well
    result = called(installation.settings, "deliveries", "check")
    assert result.exit_code == 1
    assert "has not run since 2025-03-30 00:30" in result.output
    settle(installation, dt.datetime.now(dt.UTC), RequestState.TAKEN_IN_CHARGE)
    run(installation, dt.datetime.now(dt.UTC))
    assert called(installation.settings, "deliveries", "check").exit_code == 0


def test_a_decision_is_recorded_without_personal_data(installation: Installation) -> None:
    accepted = installation.accept()
    code = short_code(accepted.request_id)
    assert called(installation.settings, "requests", "destroy", code).exit_code == 2
    free_text = called(installation.settings, "requests", "destroy", code, "--reason", MARKERS[0])
    assert free_text.exit_code == 2
    assert installation.count() == (1, 1)
    done = called(installation.settings, "requests", "destroy", code.lower(), "--reason", "duplicate")
    assert (done.exit_code, done.output) == (0, f"{code} destroyed, reason recorded: duplicate\n")
    assert installation.count() == (0, 0)
    with reading(installation.engine) as connection:
        row = connection.execute(sa.select(destruction)).one()
    assert (row.request_id, row.organization, row.reason) == (
        accepted.request_id,
        "mestieri-lombardia",
        "duplicate",
    )


@pytest.mark.parametrize(
    "code", ["AAAA-AAAA", "nonsense", "K7F2-9QX", "00000000-0000-4000-8000-000000000000"]
)
def test_an_unknown_code_destroys_nothing(installation: Installation, code: str) -> None:
    installation.accept()
    result = called(installation.settings, "requests", "destroy", code, "--reason", "test")
    assert result.exit_code == 1
    assert "No request has this code" in result.output
    assert installation.count() == (1, 1)


def test_the_command_expires_and_tells_what_it_keeps(installation: Installation, tmp_path: Path) -> None:
    settings = replace(installation.settings, mkdocs_yml=write_site(tmp_path))
    installation.accept("one")
    settle(installation, NOW)
    other = installation.accept("two")
    result = called(settings, "requests", "expire")
    assert (result.exit_code, result.output) == (
        0,
        "1 destroyed, 1 kept: old, but nobody has taken them in charge\n",
    )
    listed = called(settings, "requests", "unsettled")
    assert listed.exit_code == 1
    assert short_code(other.request_id) in listed.output
    assert not any(marker in listed.output for marker in MARKERS)


def test_the_period_of_an_organization_comes_from_its_page(
    installation: Installation, tmp_path: Path
) -> None:
    config = write_site(tmp_path)
    page = tmp_path / "docs" / "enti" / "mestieri.md"
    page.write_text(page.read_text("utf-8").replace("title: Mestieri", "title: Mestieri\nretention_days: 7"))
    settings = replace(installation.settings, mkdocs_yml=config)
    installation.accept("short", "mestieri")
    installation.accept("long", "energheia")
    settle(installation, dt.datetime.now(dt.UTC) - 8 * DAY)
    assert called(settings, "requests", "expire").output.startswith("1 destroyed")
    assert installation.request_row().organization == "energheia"


def test_counts_remain_of_what_was_destroyed(installation: Installation) -> None:
    for number in range(6):
        installation.accept(str(number))
    settle(installation, NOW)
    period = ("--from", "2025-03-30", "--to", "2025-03-30")
    before = called(installation.settings, "statistics", *period).output
    run(installation, NOW + 30 * DAY)
    after = called(installation.settings, "statistics", *period).output
    assert before == after
    [_, row] = csv.reader(io.StringIO(after))
    assert row == ["2025-03-30", "activity-cr", "", "019090", "closed", "ar", "6"]
    assert called(installation.settings, "statistics", "--to", "2025-03-29").output.count("\n") == 1


def test_fewer_than_five_are_not_shown_even_when_counted_in_two_goes(installation: Installation) -> None:
    for number in range(4):
        installation.accept(str(number))
        if number == 1:
            settle(installation, NOW)
            run(installation, NOW + 30 * DAY)
    settle(installation, NOW)
    output = called(installation.settings, "statistics", "--from", "2025-03-30", "--to", "2025-03-30").output
    assert output.count("\n") == 1


def test_the_tables_that_stay_have_no_room_for_what_was_written(installation: Installation) -> None:
    free_text = {
        column.name
        for table in (job, destruction, statistics, used_answer)
        for column in table.columns
        if isinstance(column.type, sa.Text | sa.LargeBinary)
    }
    assert free_text == {"digest"}
    assert installation.count() == (0, 0)


def test_a_restored_backup_opens_nothing_that_the_key_does_not(installation: Installation) -> None:
    sealed = seal(
        to_bytes(SUBMISSION), installation.keys.sealing, row_identity(installation.accept().request_id)
    )
    assert not any(marker.encode() in sealed for marker in MARKERS)
    assert installation.outbox_row().state is OutboxState.WAITING

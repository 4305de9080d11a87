"""Accepting requests: durable, once, unreadable, or honestly refused."""

from __future__ import annotations

import json
import logging
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from forms_app.database import Instant
from forms_app.errors import StorageUnavailableError
from forms_app.outbox.states import OutboxState, RequestState, Seal
from forms_app.privacy.keys import load_private_key
from forms_app.privacy.sealing import open_sealed
from forms_app.requests.accept import row_identity
from forms_app.requests.receipt import receipt_hash
from forms_app.requests.submission import from_bytes
from tests.integration.storage import Installation, installed, on_sqlite
from tests.unit.forms_app.samples import MARKERS, NOW, SUBMISSION


def test_request_and_outbox_row_are_written_together(installation: Installation) -> None:
    accepted = installation.accept()
    row, delivery = installation.request_row(), installation.outbox_row()
    assert (row.id, row.state, row.received_at) == (accepted.request_id, RequestState.RECEIVED, NOW)
    assert (delivery.request_id, delivery.state, delivery.attempts) == (row.id, OutboxState.WAITING, 0)
    assert delivery.message_id.endswith("@sportello.invalid>")
    assert not accepted.repeated


def test_the_worker_reads_exactly_what_was_sent(installation: Installation) -> None:
    accepted = installation.accept()
    key = load_private_key(installation.settings.keys.private)
    sealed = installation.request_row().sealed
    assert from_bytes(open_sealed(sealed, key, row_identity(accepted.request_id))) == SUBMISSION


def test_the_same_submission_again_gives_the_same_receipt_and_nothing_new(installation: Installation) -> None:
    first, again = installation.accept(), installation.accept()
    assert again.repeated
    assert (again.receipt_code, again.request_id) == (first.receipt_code, first.request_id)
    assert installation.count() == (1, 1)


def test_eight_at_once_with_one_submission_are_one_request(installation: Installation) -> None:
    def accept_patiently(_: int) -> str:
        while True:
            try:
                return installation.accept().receipt_code.reveal()
            except StorageUnavailableError:
                continue

    with ThreadPoolExecutor(8) as pool:
        codes = set(pool.map(accept_patiently, range(8)))
    assert len(codes) == 1
    assert installation.count() == (1, 1)


@on_sqlite
def test_only_a_keyed_hash_of_the_receipt_is_stored(installation: Installation) -> None:
    code = installation.accept().receipt_code
    assert installation.request_row().receipt_hash == receipt_hash(installation.keys.receipt, code)
    assert code.reveal().encode() not in contents(installation)


def test_a_locked_database_is_told_and_stores_nothing(installation: Installation) -> None:
    with installation.locked(), pytest.raises(StorageUnavailableError):
        installation.accept()
    assert installation.count() == (0, 0)
    assert not installation.accept().repeated


@on_sqlite
def test_a_full_disk_is_told_and_stores_nothing(installation: Installation) -> None:
    with installation.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    for number in range(50):
        try:
            installation.accept(str(number))
        except StorageUnavailableError as error:
            assert "full" in str(error.__cause__)  # noqa: PT017  the pages that exist take a few
            break
    requests, rows = installation.count()
    assert requests == rows == number


@on_sqlite
def test_a_read_only_database_is_told(installation: Installation) -> None:
    with installation.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StorageUnavailableError):
        installation.accept()


@on_sqlite
def test_missing_tables_are_told(installation: Installation) -> None:
    with closing(sqlite3.connect(installation.database)) as other:
        other.execute("DROP TABLE outbox")
    with pytest.raises(StorageUnavailableError):
        installation.accept()
    with closing(sqlite3.connect(installation.database)) as other:
        assert other.execute("SELECT count(*) FROM request").fetchone() == (0,)


@on_sqlite
def test_no_personal_text_is_on_the_disk_or_in_the_logs(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.DEBUG, "sqlalchemy.engine"),
        installed(installation.settings.var_dir.parent) as loud,
    ):
        loud.accept()
        with loud.locked(), pytest.raises(StorageUnavailableError) as caught:
            loud.accept("prova-2")
        written = contents(loud)
    shown = written + f"{caplog.text} {caught.value.__cause__!r} {caught.value.__cause__}".encode()
    assert "INSERT INTO request" in caplog.text
    for marker in MARKERS:
        assert marker.encode() not in shown
        assert json.dumps(marker).encode() not in shown


def test_what_is_stored_in_clear_is_only_where_it_goes(installation: Installation) -> None:
    installation.accept()
    row = installation.request_row()._asdict()
    del row["id"], row["receipt_hash"], row["sealed"], row["received_at"], row["state"]
    assert (row.pop("state_changed_at"), row.pop("reminders")) == (NOW, 0)
    not_yet = ("acknowledged_at", "closed_at", "escalated_at", "appointment_date", "appointment_time")
    assert [row.pop(name) for name in not_yet] == [None] * 5
    assert row == {
        "submission_id": "prova-1",
        "seal": Seal.HPKE,
        "form": SUBMISSION.form,
        "language": "ar",
        "program": "activity-cr",
        "service": None,
        "municipality": "019090",
        "location": "sportello-gussola",
        "organization": "mestieri-lombardia",
        "privacy_version": None,
    }


@on_sqlite
def test_an_accepted_request_survives_a_kill_one_instant_later(installation: Installation) -> None:
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.integration.storage import installed\n"
        "with installed(Path(sys.argv[1])) as installation:\n"
        "    installation.accept('killed')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    folder = installation.settings.var_dir.parent
    root = Path(__file__).parents[3]
    killed = subprocess.run([sys.executable, "-c", script, str(folder)], cwd=root, check=False)
    assert killed.returncode == -9
    assert installation.accept("killed").repeated


@on_sqlite
def test_sqlite_is_set_for_durability_and_erasure(installation: Installation) -> None:
    with installation.engine.connect() as connection:
        names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    assert values == ["wal", 2, 1, 1]


def test_a_moment_without_zone_is_refused(installation: Installation) -> None:
    with installation.engine.connect() as connection, pytest.raises(sa.exc.StatementError, match="time zone"):
        connection.execute(sa.select(sa.literal(NOW.replace(tzinfo=None), Instant())))


def contents(installation: Installation) -> bytes:
    """Everything that SQLite wrote, the write-ahead log included."""
    files = sorted(installation.database.parent.glob("sportello.sqlite*"))
    assert any(file.name.endswith("-wal") for file in files)
    return b"".join(file.read_bytes() for file in files)

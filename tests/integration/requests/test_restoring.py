"""The journal beside the database, and a database that does not know what it tells."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from forms_app.database import outbox, writing
from forms_app.journal import KEPT, Entry, Journal
from forms_app.mail.local import LocalMailbox
from forms_app.outbox.states import OutboxState, RequestState
from forms_app.requests.restoring import PutRight, put_right
from tests.integration.storage import Clock, Installation, Recorder, deliver_next
from tests.unit.forms_app.samples import NOW

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


def right(installation: Installation, journal: Journal) -> PutRight:
    return put_right(installation.engine, journal, LocalMailbox(installation.settings.mailbox_dir), NOW)


def test_it_knows_what_was_written_and_names_nobody(journal: Journal) -> None:
    journal.write(Entry.SENT, [ONE], NOW)
    journal.write(Entry.ERASED, [OTHER], NOW)
    journal.write(Entry.ERASED, [], NOW)
    assert journal.told(Entry.SENT, [ONE, OTHER]) == [ONE]
    assert journal.told(Entry.ERASED, [ONE, OTHER]) == [OTHER]
    [file] = journal.folder.iterdir()
    assert ONE.hex not in file.read_text("ascii")
    assert OTHER.hex not in file.read_text("ascii")
    assert not file.stat().st_mode & 0o007


def test_an_entry_that_was_cut_off_spoils_no_other(journal: Journal) -> None:
    journal.write(Entry.SENT, [ONE], NOW)
    [file] = journal.folder.iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    journal.write(Entry.SENT, [OTHER], NOW)
    assert journal.told(Entry.SENT, [ONE, OTHER]) == [OTHER]


def test_it_forgets_after_its_time(journal: Journal) -> None:
    journal.write(Entry.SENT, [ONE], NOW)
    journal.forget(NOW + KEPT)
    assert journal.told(Entry.SENT, [ONE]) == [ONE]
    journal.forget(NOW + KEPT + dt.timedelta(days=32))
    assert journal.told(Entry.SENT, [ONE]) == []


def test_what_cannot_be_written_is_said_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "journal").write_text("a file where the folder should be")
    Journal(tmp_path / "journal").write(Entry.SENT, [ONE], NOW)
    assert "the journal cannot be written" in caplog.text


def test_a_mail_that_was_handed_over_is_not_sent_again(installation: Installation, journal: Journal) -> None:
    installation.accept()
    with writing(installation.engine) as connection:
        connection.execute(outbox.update().values(state=OutboxState.FAILED))
    journal.write(Entry.SENT, [installation.outbox_row().id], NOW)
    assert right(installation, journal) == PutRight(1, 0, 0)
    assert right(installation, journal) == PutRight(0, 0, 0)
    assert installation.outbox_row().state is OutboxState.SENT
    assert installation.request_row().state is RequestState.HANDED_OVER


def test_what_came_back_and_is_to_go_again_goes(installation: Installation, journal: Journal) -> None:
    installation.accept()
    postman = Recorder()
    deliver_next(replace(installation.deliverer(postman, Clock()), journal=journal))
    with writing(installation.engine) as connection:
        connection.execute(outbox.update().values(state=OutboxState.WAITING))
    assert right(installation, journal) == PutRight(0, 0, 0)
    assert deliver_next(installation.deliverer(postman, Clock()))
    assert len(postman.messages) == 2


def test_a_worker_that_cannot_write_the_journal_delivers_all_the_same(
    installation: Installation, tmp_path: Path
) -> None:
    installation.accept()
    (tmp_path / "file").write_text("no folder")
    postman = Recorder()
    deliver_next(replace(installation.deliverer(postman), journal=Journal(tmp_path / "file")))
    assert installation.outbox_row().state is OutboxState.SENT

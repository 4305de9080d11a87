"""Taking in what notices say. A notice counts only by a name of ours that cannot be guessed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from mailbox import Maildir
from pathlib import Path

import sqlalchemy as sa

from forms_app.database import mailbox_test, outbox, request, writing
from forms_app.errors import AddressRefusedError
from forms_app.ledger.mailboxes import note_dead_mailbox
from forms_app.mail.notices import Fate, NoNotice, Notice, read_notice
from forms_app.outbox.outcome import note_failure
from forms_app.outbox.states import AlarmKind, Contact, ErrorKind, OutboxKind, OutboxState, RequestState
from forms_app.requests.context import Directory


class Taken(StrEnum):
    """What was done with a mail that came back."""

    RECORDED = "recorded"
    REPEATED = "repeated"
    """It said nothing new."""
    IGNORED = "ignored"
    """An automatic reply."""
    REFUSED = "refused"
    """Forged, unknown or unreadable. Nothing was changed."""


@dataclass(frozen=True)
class Ingester:
    """What it takes to take notices in."""

    engine: sa.Engine
    directory: Directory

    def take_in(self, data: bytes, now: dt.datetime) -> Taken:
        """Take one mail in. Raises StorageUnavailableError: then it must be given again."""
        notice = read_notice(data)
        if notice is NoNotice.AUTO_REPLY:
            return Taken.IGNORED
        if isinstance(notice, NoNotice):
            return Taken.REFUSED
        with writing(self.engine) as connection:
            row = connection.execute(sa.select(outbox).where(_named(outbox, notice))).first()
            if row is not None:
                return self._of_mail(connection, row, notice.fate, now)
            test = connection.execute(sa.select(mailbox_test).where(_named(mailbox_test, notice))).first()
            return Taken.REFUSED if test is None else _of_test(connection, test, notice.fate, now)

    def take_in_maildir(self, folder: Path, now: dt.datetime) -> dict[Taken, int]:
        """Take in what is new in a Maildir and count; only what was refused stays there, flagged for a person.

        Raises StorageUnavailableError; what was not taken in yet stays new.
        """
        counts = dict.fromkeys(Taken, 0)
        maildir = Maildir(folder, create=False)
        for key in list(maildir.keys()):
            message = maildir[key]
            if message.get_subdir() != "new":
                continue
            taken = self.take_in(maildir.get_bytes(key), now)
            counts[taken] += 1
            if taken is Taken.REFUSED:
                message.set_subdir("cur")
                message.add_flag("F")
                maildir[key] = message
            else:
                maildir.remove(key)
        return counts

    def _of_mail(
        self, connection: sa.Connection, row: sa.Row[tuple[object, ...]], fate: Fate, now: dt.datetime
    ) -> Taken:
        if fate is Fate.FAILED and row.state is not OutboxState.FAILED:
            failed = {"state": OutboxState.FAILED, "last_error": ErrorKind.BOUNCED}
            free = {"lease_owner": None, "lease_until": None, "handing_over_at": None}
            connection.execute(outbox.update().where(outbox.c.id == row.id).values(**failed, **free))
            note_failure(connection, row.id, AlarmKind.BOUNCED, self._has_reserve(row.organization), now)
            return Taken.RECORDED
        if fate is Fate.DELIVERED and row.delivered_at is None and row.state is not OutboxState.FAILED:
            _note_delivery(connection, row, now)
            return Taken.RECORDED
        return Taken.REPEATED

    def _has_reserve(self, organization: str) -> bool:
        try:
            return self.directory.addressee(organization, Contact.RESERVE) is not None
        except AddressRefusedError:
            return False


def _note_delivery(connection: sa.Connection, row: sa.Row[tuple[object, ...]], now: dt.datetime) -> None:
    # A notice may be quicker than the worker that hears "250", or arrive where its record was lost.
    sent = {"state": OutboxState.SENT, "handed_over_at": row.handed_over_at or now, "last_error": None}
    free = {"lease_owner": None, "lease_until": None, "handing_over_at": None}
    here = outbox.update().where(outbox.c.id == row.id)
    connection.execute(here.values(delivered_at=now, **sent, **free))
    if row.kind is OutboxKind.REQUEST and row.passed_on_at is None:
        on_the_way = request.c.state.in_((RequestState.RECEIVED, RequestState.HANDED_OVER))
        delivered = request.update().where(request.c.id == row.request_id, on_the_way)
        connection.execute(delivered.values(state=RequestState.DELIVERED, state_changed_at=now))


def _of_test(
    connection: sa.Connection, test: sa.Row[tuple[object, ...]], fate: Fate, now: dt.datetime
) -> Taken:
    if fate is Fate.FAILED and test.error is None:
        note_dead_mailbox(connection, test.envelope_id, ErrorKind.BOUNCED, now)
        return Taken.RECORDED
    if fate is Fate.DELIVERED and test.delivered_at is None and test.error is None:
        here = mailbox_test.update().where(mailbox_test.c.id == test.id)
        connection.execute(here.values(delivered_at=now))
        return Taken.RECORDED
    return Taken.REPEATED


def _named(table: sa.Table, notice: Notice) -> sa.ColumnElement[bool]:
    # The envelope's name is the better one: those who got the mail do not know it.
    if notice.envelope_id is not None:
        return table.c.envelope_id == notice.envelope_id
    return table.c.message_id == notice.message_id

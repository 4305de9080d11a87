"""Test messages to the partners: a dead mailbox is noticed before a citizen's request goes there."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import mailbox_test, reading, writing
from forms_app.errors import AddressRefusedError
from forms_app.mail.ledger_mails import mailbox_test_mail
from forms_app.mail.message import Envelope
from forms_app.mail.postman import NotDeliveredError, Postman
from forms_app.outbox.orders import new_envelope_id, new_message_id
from forms_app.outbox.outcome import Alarm, raise_alarm
from forms_app.outbox.states import AlarmKind, ErrorKind
from forms_app.requests.context import Directory

EVERY = dt.timedelta(days=7)
_FORGOTTEN = dt.timedelta(days=90)


@dataclass(frozen=True)
class MailboxTester:
    """What it takes to try mailboxes."""

    engine: sa.Engine
    directory: Directory
    postman: Postman
    sender: tuple[str, str]
    """Name and address."""

    def due(self, now: dt.datetime) -> tuple[str, ...]:
        """Return the organizations that got no test message for a week. Raises StorageUnavailableError."""
        lately = sa.select(mailbox_test.c.organization).where(mailbox_test.c.sent_at > now - EVERY)
        with reading(self.engine) as connection:
            tried = set(connection.scalars(lately))
        return tuple(slug for slug in self.directory.recipients() if slug not in tried)

    def test(self, organization: str, now: dt.datetime) -> ErrorKind | None:
        """Send a test message and record what came of it; None: a server took it. Raises StorageUnavailableError."""
        message_id, envelope_id = new_message_id(self.sender[1].rpartition("@")[2]), new_envelope_id()
        names = {"organization": organization, "message_id": message_id, "envelope_id": envelope_id}
        # Recorded first: a notice may come back before we are told "250".
        with writing(self.engine) as connection:
            same, old = mailbox_test.c.organization == organization, mailbox_test.c.sent_at < now - _FORGOTTEN
            connection.execute(mailbox_test.delete().where(same, old))
            connection.execute(mailbox_test.insert().values(id=uuid.uuid4(), sent_at=now, **names))
        error = self._sent(organization, Envelope(self.sender, message_id, now, "", envelope_id))
        if error is not None:
            with writing(self.engine) as connection:
                note_dead_mailbox(connection, envelope_id, error, now)
        return error

    def _sent(self, organization: str, envelope: Envelope) -> ErrorKind | None:
        try:
            addressee = self.directory.addressee(organization)
            if addressee is None:
                return ErrorKind.NO_ADDRESS
            self.postman.deliver(mailbox_test_mail(addressee, envelope), organization)
        except NotDeliveredError as error:
            return error.kind
        except AddressRefusedError:
            return ErrorKind.NO_ADDRESS
        return None


def note_dead_mailbox(
    connection: sa.Connection, envelope_id: str, error: ErrorKind, now: dt.datetime
) -> None:
    """Record that a test message did not arrive, and raise the alarm."""
    of_test = mailbox_test.c.envelope_id == envelope_id
    connection.execute(mailbox_test.update().where(of_test).values(error=error))
    row = connection.execute(sa.select(mailbox_test).where(of_test)).one()
    raise_alarm(connection, Alarm(str(row.id), AlarmKind.MAILBOX_DEAD, row.organization), now)

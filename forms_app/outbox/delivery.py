"""Delivering one row: open the seal, compose, hand over, record."""

from __future__ import annotations

import datetime as dt
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask_mail import Message

from forms_app.errors import AddressRefusedError, SealBrokenError, StorageUnavailableError
from forms_app.mail.message import FinishedMessage
from forms_app.mail.partner_mails import PartnerMails
from forms_app.mail.postman import NotDeliveredError, Postman
from forms_app.mail.request_mail import request_mail
from forms_app.outbox.retry import GiveUp, decide
from forms_app.outbox.states import ErrorKind, Seal
from forms_app.outbox.store import LEASE, Claimed, claim, mark_failed, mark_held, mark_sent, reseal
from forms_app.privacy.sealing import open_sealed
from forms_app.requests.accept import row_identity
from forms_app.requests.context import Addressee, Directory
from forms_app.requests.ready import Identity
from forms_app.requests.submission import from_bytes

INSIST_EVERY = 1.0
"""Seconds between two tries to record an outcome in a database that is not available."""

_log = logging.getLogger(__name__)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Deliverer:
    """What it takes to deliver."""

    engine: sa.Engine
    private_key: X25519PrivateKey = field(repr=False)
    directory: Directory
    postman: Postman
    sender: tuple[str, str]
    """Name and address."""
    clock: Callable[[], dt.datetime] = _now
    lease: dt.timedelta = LEASE
    jitter: Callable[[], float] = random.random
    pause: Callable[[float], None] = time.sleep

    def claim(self) -> Claimed | None:
        """Take the row that is due; None when none is. Raises StorageUnavailableError."""
        return claim(self.engine, self.clock(), self.lease)

    def deliver(self, row: Claimed) -> None:
        """Try to deliver a row and record what came of it. Raises StorageUnavailableError."""
        kind = self._tried(row)
        if not self._recorded(row, kind):
            _log.warning("request %s: the lease was lost to another worker", row.request_id)

    def _tried(self, row: Claimed) -> ErrorKind | None:
        try:
            self.postman.deliver(self._composed(row), row.organization)
        except NotDeliveredError as error:
            return error.kind
        except AddressRefusedError:
            return ErrorKind.NO_ADDRESS
        except SealBrokenError:
            return ErrorKind.SEAL_BROKEN
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  one bad row must not stop the others
            # Neither text nor traceback: both may hold what the citizen wrote.
            _log.error("request %s: %s while delivering", row.request_id, type(error).__name__)
            return ErrorKind.INTERNAL
        return None

    def _composed(self, row: Claimed) -> Message:
        addressee = self.directory.addressee(row.organization)
        if addressee is None:
            raise NotDeliveredError(ErrorKind.NO_ADDRESS)
        if row.seal is Seal.OPENPGP:
            return self._finished(row, row.sealed, addressee)
        submission = from_bytes(open_sealed(row.sealed, self.private_key, row_identity(row.request_id)))
        identity = Identity(row.request_id, row.message_id, row.received_at)
        mails = PartnerMails(self.directory, self.sender)
        ready = mails.ready(self.engine, submission, identity, self.clock())
        if ready.held:
            raise NotDeliveredError(ErrorKind.KEY_UNUSABLE)
        if ready.mail is not None:
            # Stored before it is sent: every try sends the same bytes, and from here on we cannot read it.
            if not reseal(self.engine, row, ready.mail):
                raise NotDeliveredError(ErrorKind.INTERNAL)
            return self._finished(row, ready.mail, addressee)
        return request_mail(submission, self.directory.topic(submission), addressee, mails.envelope(identity))

    def _finished(self, row: Claimed, mail: bytes, addressee: Addressee) -> Message:
        return FinishedMessage(mail, addressee.email, self.sender[1], row.message_id)

    def _recorded(self, row: Claimed, kind: ErrorKind | None) -> bool:
        # What was handed over but not recorded is sent again: as long as the row is ours, insist.
        while True:
            try:
                return mark_sent(self.engine, row) if kind is None else self._mark_failed(row, kind)
            except StorageUnavailableError:
                if self.clock() >= row.lease_until:
                    raise
                self.pause(INSIST_EVERY)

    def _mark_failed(self, row: Claimed, kind: ErrorKind) -> bool:
        if kind is ErrorKind.KEY_UNUSABLE:
            _log.error("request %s: held, the key of %s cannot be used", row.request_id, row.organization)
            return mark_held(self.engine, row)
        decision = decide(row.attempts, kind, self.clock(), self.jitter())
        outcome = (
            f"given up, {decision.reason}" if isinstance(decision, GiveUp) else f"again at {decision.at}"
        )
        _log.warning("request %s: try %d failed (%s): %s", row.request_id, row.attempts, kind, outcome)
        return mark_failed(self.engine, row, kind, decision)

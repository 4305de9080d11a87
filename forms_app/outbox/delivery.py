"""Delivering one row: open the seal, compose, hand over, record."""

from __future__ import annotations

import datetime as dt
import logging
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import sqlalchemy as sa
from flask_mail import Message

from forms_app.errors import AddressRefusedError, SealBrokenError, StorageUnavailableError
from forms_app.journal import Entry, Journal
from forms_app.mail.postman import NotDeliveredError, Postman
from forms_app.outbox.composing import Composer
from forms_app.outbox.retry import GiveUp, decide
from forms_app.outbox.states import Contact, ErrorKind
from forms_app.outbox.store import (
    LEASE,
    Claimed,
    Failure,
    begin_handing_over,
    claim,
    mark_failed,
    mark_held,
    mark_sent,
)

INSIST_EVERY = 1.0
"""Seconds between two tries at a database that is not available, with a row in hand."""

_OURS = frozenset({ErrorKind.SEAL_BROKEN, ErrorKind.INTERNAL})
"""Faults that another address does not help against."""

_Result = TypeVar("_Result")

_log = logging.getLogger(__name__)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Deliverer:
    """What it takes to deliver."""

    engine: sa.Engine
    composer: Composer
    postman: Postman
    clock: Callable[[], dt.datetime] = _now
    lease: dt.timedelta = LEASE
    jitter: Callable[[], float] = random.random
    pause: Callable[[float], None] = time.sleep
    journal: Journal | None = None
    """None: a database restored from a backup sends again what had been sent since."""

    def claim(self) -> Claimed | None:
        """Take the row that is due; None when none is. Raises StorageUnavailableError."""
        return claim(self.engine, self.clock(), self.lease)

    def deliver(self, row: Claimed) -> None:
        """Try to deliver a row and record what came of it. Raises StorageUnavailableError."""
        if not self._attempted(row):
            _log.warning("request %s: the lease was lost to another worker", row.request_id)

    def _attempted(self, row: Claimed) -> bool:
        message = self._insisting(row, lambda: self._composed(row))
        if isinstance(message, ErrorKind):
            return self._recorded(row, Failure(message, self.clock()))
        if not self._insisting(row, lambda: begin_handing_over(self.engine, row, self.clock())):
            return False
        return self._recorded(row, self._handed_over(row, message))

    def _composed(self, row: Claimed) -> Message | ErrorKind:
        try:
            return self.composer.message(self.engine, row, self.clock())
        except NotDeliveredError as error:
            return error.kind
        except AddressRefusedError:
            return ErrorKind.NO_ADDRESS
        except SealBrokenError:
            return ErrorKind.SEAL_BROKEN
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  one bad row must not stop the others
            return self._fault(row, error)

    def _handed_over(self, row: Claimed, message: Message) -> Failure | None:
        try:
            self.postman.deliver(message, row.organization)
        except NotDeliveredError as error:
            return Failure(error.kind, self.clock(), error.uncertain)
        except Exception as error:  # noqa: BLE001  the same
            return Failure(self._fault(row, error), self.clock(), uncertain=True)
        self.note_sent(row.id)
        return None

    def note_sent(self, mail: uuid.UUID) -> None:
        """Write into the journal that a mail was handed over."""
        if self.journal is not None:
            self.journal.write(Entry.SENT, [mail], self.clock())

    def _fault(self, row: Claimed, error: Exception) -> ErrorKind:
        # Neither text nor traceback: both may hold what the citizen wrote.
        _log.error("request %s: %s while delivering", row.request_id, type(error).__name__)
        return ErrorKind.INTERNAL

    def _recorded(self, row: Claimed, failure: Failure | None) -> bool:
        if failure is None:
            return self._insisting(row, lambda: mark_sent(self.engine, row, self.clock()))
        return self._insisting(row, lambda: self._mark_failed(row, failure))

    def _insisting(self, row: Claimed, act: Callable[[], _Result]) -> _Result:
        # Let go, a row would wait for the end of its lease; handed over but not recorded, it would be sent again.
        while True:
            try:
                return act()
            except StorageUnavailableError:
                if self.clock() >= row.lease_until:
                    raise
                self.pause(INSIST_EVERY)

    def _mark_failed(self, row: Claimed, failure: Failure) -> bool:
        if failure.kind is ErrorKind.KEY_UNUSABLE:
            _log.error("request %s: held, the key of %s cannot be used", row.request_id, row.organization)
            return mark_held(self.engine, row)
        decision = decide(row.attempts, failure.kind, self.clock(), self.jitter())
        outcome = (
            f"given up, {decision.reason}" if isinstance(decision, GiveUp) else f"again at {decision.at}"
        )
        _log.warning(
            "request %s: try %d failed (%s): %s", row.request_id, row.attempts, failure.kind, outcome
        )
        return mark_failed(
            self.engine, row, replace(failure, reserve=self._has_reserve(row, failure.kind)), decision
        )

    def _has_reserve(self, row: Claimed, kind: ErrorKind) -> bool:
        if kind in _OURS:
            return False
        try:
            return self.composer.directory.addressee(row.organization, Contact.RESERVE) is not None
        except AddressRefusedError:
            return False

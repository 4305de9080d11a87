"""After a backup was restored: what had happened since is done again, as far as the journal knows it."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from forms_app.database import notice, outbox, reading, request, truncate_log, writing
from forms_app.journal import Entry, Journal
from forms_app.outbox.states import OutboxState, RequestState
from forms_app.requests.counting import ROME
from forms_app.requests.destroying import Spool, destroy
from forms_app.requests.follow import one_more_erased

_log = logging.getLogger(__name__)

_DONE_WITH = (OutboxState.SENT, OutboxState.DROPPED)


@dataclass(frozen=True)
class PutRight:
    """What the database did not know."""

    sent: int
    """Mails that are not sent again."""
    withdrawn: int
    gone: int
    """Requests that were erased or destroyed, and are again."""

    @property
    def anything(self) -> bool:
        """Whether there was something."""
        return bool(self.sent or self.withdrawn or self.gone)


@dataclass
class PuttingRight:
    """The worker's first chore: nothing is delivered before it was done once."""

    engine: sa.Engine
    journal: Journal
    spool: Spool
    clock: Callable[[], dt.datetime]
    _done: bool = field(default=False, init=False)

    def __call__(self) -> None:
        """Do it, unless it was done. Raises StorageUnavailableError: then it stays to be done."""
        if self._done:
            return
        try:
            found = put_right(self.engine, self.journal, self.spool, self.clock())
        except OSError as error:
            # Deliveries go on: most starts of a worker come after no restoring.
            _log.error("the journal cannot be read: %s", error.strerror)
            found = PutRight(0, 0, 0)
        if found.anything:
            _log.warning(
                "after a crash or a restored backup: %d mails had been sent, %d requests withdrawn, %d were gone",
                found.sent,
                found.withdrawn,
                found.gone,
            )
        self._done = True


def put_right(engine: sa.Engine, journal: Journal, spool: Spool, now: dt.datetime) -> PutRight:
    """Bring a database up to the journal: before anything is delivered. Safe to repeat.

    Raises StorageUnavailableError, and OSError when the journal cannot be read.
    """
    with reading(engine) as connection:
        requests = connection.scalars(sa.select(request.c.id)).all()
        taken_back = connection.scalars(
            sa.select(request.c.id).where(request.c.state != RequestState.WITHDRAWN)
        ).all()
        # One that was handed over once and is to be sent again came back, and a person wants it so.
        unsent = outbox.c.state.not_in(_DONE_WITH), outbox.c.handed_over_at.is_(None)
        mails = connection.scalars(sa.select(outbox.c.id).where(*unsent)).all()
        notices = connection.scalars(sa.select(notice.c.id)).all()
    erased = journal.told(Entry.ERASED, requests)
    destroyed = journal.told(Entry.DESTROYED, requests)
    sent, beside = journal.told(Entry.SENT, mails), journal.told(Entry.SENT, notices)
    withdrawn = journal.told(Entry.WITHDRAWN, taken_back)
    with writing(engine) as connection:
        _mark_sent(connection, sent, now)
        connection.execute(notice.delete().where(notice.c.id.in_(beside)))
        _withdraw(connection, withdrawn, now)
        _erase(connection, engine.dialect.name, erased, now)
    if destroyed:
        destroy(engine, spool, destroyed)
    if erased or destroyed:
        truncate_log(engine)
    return PutRight(len(sent) + len(beside), len(withdrawn), len(erased) + len(destroyed))


def _mark_sent(connection: sa.Connection, mails: Sequence[uuid.UUID], now: dt.datetime) -> None:
    values = {"state": OutboxState.SENT, "handed_over_at": now, "handing_over_at": None, "last_error": None}
    free = {"lease_owner": None, "lease_until": None}
    connection.execute(outbox.update().where(outbox.c.id.in_(mails)).values({**values, **free}))
    theirs = sa.select(outbox.c.request_id).where(outbox.c.id.in_(mails))
    received = request.c.id.in_(theirs), request.c.state == RequestState.RECEIVED
    handed_over = {"state": RequestState.HANDED_OVER, "state_changed_at": now}
    connection.execute(request.update().where(*received).values(handed_over))


def _withdraw(connection: sa.Connection, requests: Sequence[uuid.UUID], now: dt.datetime) -> None:
    values = {"state": RequestState.WITHDRAWN, "state_changed_at": now, "closed_at": now}
    connection.execute(request.update().where(request.c.id.in_(requests)).values(values))
    unsent = outbox.c.request_id.in_(requests), outbox.c.state != OutboxState.SENT
    connection.execute(outbox.delete().where(*unsent))


def _erase(connection: sa.Connection, dialect: str, requests: Sequence[uuid.UUID], now: dt.datetime) -> None:
    connection.execute(request.delete().where(request.c.id.in_(requests)))
    for _ in requests:
        connection.execute(one_more_erased(dialect, now.astimezone(ROME).date()))

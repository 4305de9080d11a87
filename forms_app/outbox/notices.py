"""The mails beside the requests: claimed, handed over and then deleted, retried, given up."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import notice, writing
from forms_app.outbox.queue import Queue
from forms_app.outbox.retry import GiveUp, Retry
from forms_app.outbox.states import ErrorKind, NoticeKind, OutboxState


@dataclass(frozen=True)
class Notice:
    """A notice in hand."""

    id: uuid.UUID
    kind: NoticeKind
    about: uuid.UUID
    """The request's id; the request may be gone."""
    organization: str
    language: str
    sealed: bytes | None
    """The address, for a mail to a citizen."""
    ordered_at: dt.datetime
    message_id: str
    attempts: int
    lease_owner: str
    """The fence, as in `Claimed`."""


_QUEUE = Queue(notice)
_COLUMNS = (
    notice.c.id,
    notice.c.kind,
    notice.c.about,
    notice.c.organization,
    notice.c.language,
    notice.c.sealed,
    notice.c.ordered_at,
    notice.c.message_id,
    notice.c.attempts,
)


def claim_notice(engine: sa.Engine, now: dt.datetime, lease: dt.timedelta) -> Notice | None:
    """Take the notice that has been due the longest; None when none is. Raises StorageUnavailableError."""
    if not _QUEUE.something_is_due(engine, now):
        return None
    owner = uuid.uuid4().hex
    with writing(engine) as connection:
        try:
            row = connection.execute(_QUEUE.claiming(now, lease, _COLUMNS, owner)).first()
        except LookupError:
            _QUEUE.set_aside(connection, owner)
            return None
        return None if row is None else Notice(**row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name


def notice_sent(engine: sa.Engine, held: Notice) -> bool:
    """Forget a notice that was handed over; False when the lease was lost. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        return connection.execute(notice.delete().where(_QUEUE.held(held))).rowcount == 1


def notice_failed(engine: sa.Engine, held: Notice, kind: ErrorKind, decision: Retry | GiveUp) -> bool:
    """Record a failed try and what follows; False when the lease was lost. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        return _QUEUE.settle_failed(connection, held, kind, decision)


def retry_notices(engine: sa.Engine, now: dt.datetime) -> int:
    """Put every notice that was given up back in the queue; return how many. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        return _QUEUE.put_back(connection, notice.c.state == OutboxState.FAILED, now)

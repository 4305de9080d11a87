"""The notices as a queue of their own: claimed by lease like the requests, deleted once handed over."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import notice, reading, writing
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


_COLUMNS = (
    "id", "kind", "about", "organization", "language", "sealed", "ordered_at", "message_id", "attempts", "lease_owner",
)  # fmt: skip


def claim_notice(engine: sa.Engine, now: dt.datetime, lease: dt.timedelta) -> Notice | None:
    """Take the notice that has been due the longest; None when none is. Raises StorageUnavailableError."""
    owner = uuid.uuid4().hex
    longest_due = sa.select(notice.c.id).where(_due(now)).order_by(notice.c.next_attempt_at).limit(1)
    with reading(engine) as connection:
        if connection.execute(longest_due).first() is None:
            return None
    claiming = (
        notice.update()
        .where(notice.c.id == longest_due.with_for_update(skip_locked=True).scalar_subquery())
        .values(lease_owner=owner, lease_until=now + lease, attempts=notice.c.attempts + 1)
        .returning(*(notice.c[name] for name in _COLUMNS))
    )
    with writing(engine) as connection:
        try:
            row = connection.execute(claiming).first()
        except LookupError:
            # A kind that this version does not know: left to be claimed, it would end every worker that meets it.
            failed = {"state": OutboxState.FAILED, "last_error": ErrorKind.INTERNAL}
            mine = notice.update().where(notice.c.lease_owner == owner)
            connection.execute(mine.values(lease_owner=None, lease_until=None, **failed))
            return None
        return None if row is None else Notice(**row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name


def notice_sent(engine: sa.Engine, held: Notice) -> bool:
    """Forget a notice that was handed over; False when the lease was lost. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        return connection.execute(notice.delete().where(*_mine(held))).rowcount == 1


def notice_failed(engine: sa.Engine, held: Notice, kind: ErrorKind, decision: Retry | GiveUp) -> bool:
    """Record a failed try and what follows; False when the lease was lost. Raises StorageUnavailableError."""
    values: dict[str, object] = {"lease_owner": None, "lease_until": None, "last_error": kind}
    if isinstance(decision, GiveUp):
        values["state"] = OutboxState.FAILED
    else:
        values["next_attempt_at"] = decision.at
    with writing(engine) as connection:
        return connection.execute(notice.update().where(*_mine(held)).values(values)).rowcount == 1


def retry_notices(engine: sa.Engine, now: dt.datetime) -> int:
    """Put every notice that was given up back in the queue; return how many. Raises StorageUnavailableError."""
    again = notice.update().where(notice.c.state == OutboxState.FAILED)
    values = {"state": OutboxState.WAITING, "attempts": 0, "next_attempt_at": now}
    with writing(engine) as connection:
        return connection.execute(again.values(values)).rowcount


def _due(now: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        notice.c.state == OutboxState.WAITING,
        notice.c.next_attempt_at <= now,
        sa.or_(notice.c.lease_until.is_(None), notice.c.lease_until <= now),
    )


def _mine(held: Notice) -> tuple[sa.ColumnElement[bool], ...]:
    return notice.c.id == held.id, notice.c.lease_owner == held.lease_owner

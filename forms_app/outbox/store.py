"""The outbox table as a queue: rows are claimed by lease, so that two workers never hold one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import outbox, reading, request, writing
from forms_app.outbox.retry import GiveUp, Retry
from forms_app.outbox.states import ErrorKind, OutboxState, RequestState, Seal

LEASE = dt.timedelta(minutes=5)
"""How long a claimed row is left alone. More than a delivery takes with every answer of the server at its latest."""


@dataclass(frozen=True)
class Claimed:
    """A row in hand, with its request."""

    id: uuid.UUID
    request_id: uuid.UUID
    organization: str
    message_id: str
    attempts: int
    """Tries so far, this one included."""
    lease_owner: str
    """The fence: unique for this claim. Who holds an older one can change nothing any more."""
    lease_until: dt.datetime
    received_at: dt.datetime
    seal: Seal
    sealed: bytes


def claim(engine: sa.Engine, now: dt.datetime, lease: dt.timedelta = LEASE) -> Claimed | None:
    """Take the row that has been due the longest; None when there is nothing to do. Raises StorageUnavailableError.

    The try is counted here, so that a row which kills its worker does not come back forever as its first try.
    """
    if not _something_is_due(engine, now):
        return None
    owner = uuid.uuid4().hex
    with writing(engine) as connection:
        row = connection.execute(_claiming(now, owner, lease)).first()
        if row is None:
            return None
        columns = request.c.received_at, request.c.seal, request.c.sealed
        content = connection.execute(sa.select(*columns).where(request.c.id == row.request_id)).one()
    return Claimed(
        row.id,
        row.request_id,
        row.organization,
        row.message_id,
        row.attempts,
        owner,
        now + lease,
        *content,
    )


def mark_sent(engine: sa.Engine, row: Claimed) -> bool:
    """Record that the mail was handed over; False when the lease was lost. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        if not _settle(connection, row, state=OutboxState.SENT, last_error=None):
            return False
        handed_over = request.update().where(request.c.id == row.request_id)
        connection.execute(handed_over.values(state=RequestState.HANDED_OVER))
    return True


def mark_failed(engine: sa.Engine, row: Claimed, kind: ErrorKind, decision: Retry | GiveUp) -> bool:
    """Record a failed try and what follows; False when the lease was lost. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        if isinstance(decision, GiveUp):
            return _settle(connection, row, state=OutboxState.FAILED, last_error=kind)
        return _settle(connection, row, next_attempt_at=decision.at, last_error=kind)


def mark_held(engine: sa.Engine, row: Claimed) -> bool:
    """Keep a row back until its partner's key can be used; False when the lease was lost.

    Raises StorageUnavailableError.
    """
    with writing(engine) as connection:
        return _settle(connection, row, state=OutboxState.HELD, last_error=ErrorKind.KEY_UNUSABLE)


def reseal(engine: sa.Engine, row: Claimed, mail: bytes) -> bool:
    """Put the mail for the partner in the place of the answers; False when the lease was lost.

    Raises StorageUnavailableError.
    """
    mine = sa.exists().where(outbox.c.id == row.id, outbox.c.lease_owner == row.lease_owner)
    with writing(engine) as connection:
        sealed = request.update().where(request.c.id == row.request_id, request.c.seal == Seal.HPKE, mine)
        return connection.execute(sealed.values(seal=Seal.OPENPGP, sealed=mail)).rowcount == 1


def held_for(engine: sa.Engine) -> frozenset[str]:
    """Return the organizations for which something is held. Raises StorageUnavailableError."""
    with reading(engine) as connection:
        query = sa.select(outbox.c.organization).where(outbox.c.state == OutboxState.HELD).distinct()
        return frozenset(connection.scalars(query))


def release_held(engine: sa.Engine, organizations: Collection[str], now: dt.datetime) -> int:
    """Put what is held for these organizations in the queue; return how many. Raises StorageUnavailableError."""
    held = outbox.update().where(outbox.c.state == OutboxState.HELD, outbox.c.organization.in_(organizations))
    with writing(engine) as connection:
        values = {"state": OutboxState.WAITING, "attempts": 0, "next_attempt_at": now}
        return connection.execute(held.values(values)).rowcount


def retry_failed(engine: sa.Engine, now: dt.datetime) -> int:
    """Put every row that was given up back in the queue, as new; return how many. Raises StorageUnavailableError."""
    again = outbox.update().where(outbox.c.state == OutboxState.FAILED)
    with writing(engine) as connection:
        values = {"state": OutboxState.WAITING, "attempts": 0, "next_attempt_at": now}
        return connection.execute(again.values(values)).rowcount


def _due(now: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        outbox.c.state == OutboxState.WAITING,
        outbox.c.next_attempt_at <= now,
        sa.or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now),
    )


def _something_is_due(engine: sa.Engine, now: dt.datetime) -> bool:
    # Asked first by reading: an idle worker that looked by writing would hold up the web process.
    with reading(engine) as connection:
        return connection.execute(sa.select(outbox.c.id).where(_due(now)).limit(1)).first() is not None


def _claiming(now: dt.datetime, owner: str, lease: dt.timedelta) -> sa.Executable:
    # SQLite leaves SKIP LOCKED out: there only one transaction writes at a time.
    longest_due = sa.select(outbox.c.id).where(_due(now)).order_by(outbox.c.next_attempt_at).limit(1)
    return (
        outbox.update()
        .where(outbox.c.id == longest_due.with_for_update(skip_locked=True).scalar_subquery())
        .values(lease_owner=owner, lease_until=now + lease, attempts=outbox.c.attempts + 1)
        .returning(
            outbox.c.id, outbox.c.request_id, outbox.c.organization, outbox.c.message_id, outbox.c.attempts
        )
    )


def _settle(connection: sa.Connection, row: Claimed, **values: object) -> bool:
    held = outbox.update().where(outbox.c.id == row.id, outbox.c.lease_owner == row.lease_owner)
    return connection.execute(held.values(lease_owner=None, lease_until=None, **values)).rowcount == 1

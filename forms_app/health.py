"""The state of the service, told truly: database, worker, and what has not reached anybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from forms_app.database import outbox, reading, request, worker
from forms_app.errors import StorageUnavailableError
from forms_app.ledger.state import NOTHING_WAITS, Ledger, failed_for_nobody, read_ledger
from forms_app.outbox.states import ErrorKind, OutboxState

PATIENCE = dt.timedelta(hours=1)
"""How long a request may stay undelivered before the service is unwell."""


class WorkerState(StrEnum):
    """What the signs of life say."""

    ALIVE = "alive"
    SILENT = "silent"
    """The next sign is overdue: the worker is dead or hangs."""
    ABSENT = "absent"
    """No worker has been started, or it was stopped on purpose."""
    UNKNOWN = "unknown"
    """The database that holds the signs cannot be read."""


@dataclass(frozen=True)
class Health:
    """The state at one moment. Nothing in it is personal."""

    database: bool
    """Whether it answers."""
    worker: WorkerState
    worker_seen_at: dt.datetime | None
    oldest_undelivered: dt.timedelta | None
    """The age of the oldest request that nobody has received; None when there is none."""
    outbox: dict[OutboxState, int]
    ledger: Ledger = NOTHING_WAITS

    @property
    def well(self) -> bool:
        """Whether nobody has to act."""
        waited = self.oldest_undelivered or dt.timedelta()
        works = self.database and self.worker is WorkerState.ALIVE and waited <= PATIENCE
        return works and not self.ledger.alarming


@dataclass(frozen=True)
class Stuck:
    """A delivery that a person should look at."""

    request_id: str
    organization: str
    state: OutboxState
    attempts: int
    last_error: ErrorKind | None
    age: dt.timedelta


def measure(engine: sa.Engine, now: dt.datetime) -> Health:
    """Look at everything; an unavailable database is an answer, not an error."""
    try:
        with reading(engine) as connection:
            return _measured(connection, now)
    except StorageUnavailableError:
        return Health(
            database=False,
            worker=WorkerState.UNKNOWN,
            worker_seen_at=None,
            oldest_undelivered=None,
            outbox={},
        )


def stuck(engine: sa.Engine, now: dt.datetime) -> tuple[Stuck, ...]:
    """Return the deliveries that failed, or wait longer than `PATIENCE`. Raises StorageUnavailableError."""
    late = sa.and_(outbox.c.state == OutboxState.WAITING, outbox.c.created_at < now - PATIENCE)
    query = (
        sa.select(outbox, request.c.received_at)
        .join(request)
        .where(sa.or_(failed_for_nobody(), late))
        .order_by(request.c.received_at)
    )
    with reading(engine) as connection:
        return tuple(_stuck(row, now) for row in connection.execute(query))


def _measured(connection: sa.Connection, now: dt.datetime) -> Health:
    signs = connection.execute(sa.select(sa.func.max(worker.c.seen_at), sa.func.max(worker.c.next_due_at)))
    seen_at, next_due_at = signs.one()
    counts = connection.execute(
        sa.select(outbox.c.state, sa.func.count().label("number")).group_by(outbox.c.state)
    )
    undelivered = sa.select(sa.func.min(outbox.c.created_at)).where(outbox.c.state == OutboxState.WAITING)
    failed = sa.select(sa.func.min(outbox.c.created_at)).join(request).where(failed_for_nobody())
    oldest = min(filter(None, (connection.scalar(undelivered), connection.scalar(failed))), default=None)
    return Health(
        database=True,
        worker=_worker_state(next_due_at, now),
        worker_seen_at=seen_at,
        oldest_undelivered=None if oldest is None else now - oldest,
        outbox=dict.fromkeys(OutboxState, 0) | {row.state: row.number for row in counts},
        ledger=read_ledger(connection, now),
    )


def _worker_state(next_due_at: dt.datetime | None, now: dt.datetime) -> WorkerState:
    if next_due_at is None:
        return WorkerState.ABSENT
    return WorkerState.ALIVE if now <= next_due_at else WorkerState.SILENT


def _stuck(row: sa.Row[tuple[object, ...]], now: dt.datetime) -> Stuck:
    return Stuck(
        str(row.request_id), row.organization, row.state, row.attempts, row.last_error, now - row.received_at
    )

"""The state of the service, told truly: database, worker, and what has not reached anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from forms_app.database import notice, outbox, reading, request, worker
from forms_app.errors import StorageUnavailableError
from forms_app.ledger.state import NOTHING_WAITS, Ledger, failed_for_nobody, read_ledger
from forms_app.ledger.wrong_clock import TOLERANCE
from forms_app.outbox.states import ErrorKind, OutboxState
from forms_app.privacy.openpgp import KeyFault
from forms_app.requests.context import Addressee
from forms_app.requests.partner_key import partner_keys
from forms_app.requests.retention import overdue_since

PATIENCE = dt.timedelta(hours=1)
"""How long a request may stay undelivered before the service is unwell."""

_REFUSED_TLS = sa.and_(outbox.c.state == OutboxState.WAITING, outbox.c.last_error == ErrorKind.TLS_REFUSED)
QUARANTINE_PATIENCE = dt.timedelta(days=1)
"""How long a request may wait for a person who looks at it: behind a robot's mark may be a human being."""


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
    failed_notices: int = 0
    """Mails beside the requests that were given up."""
    refused_tls: int = 0
    """Deliveries that wait because there was no verified TLS connection: nothing goes in clear."""
    keys: Mapping[str, tuple[KeyFault, ...]] = field(default_factory=dict)
    """What is wrong with the partners' keys, by organization; only where something is."""
    expiry_overdue_since: dt.datetime | None = None
    """Since when the job that destroys answered requests should have run again; None when it is on time."""
    oldest_quarantined: dt.timedelta | None = None
    """For how long a request has waited for a person to say whether a robot sent it."""

    @property
    def well(self) -> bool:
        """Whether nobody has to act."""
        stuck = self.outbox.get(OutboxState.HELD) or self.failed_notices or self.ledger.alarming
        running = self.database and self.worker is WorkerState.ALIVE
        alarmed = stuck or self.refused_tls or self.keys or self.expiry_overdue_since
        return running and not alarmed and self._is_quick

    @property
    def _is_quick(self) -> bool:
        waited, held = self.oldest_undelivered, self.oldest_quarantined
        return (waited or dt.timedelta()) <= PATIENCE and (held or dt.timedelta()) <= QUARANTINE_PATIENCE


@dataclass(frozen=True)
class Stuck:
    """A delivery that a person should look at."""

    request_id: str
    organization: str
    state: OutboxState
    attempts: int
    last_error: ErrorKind | None
    age: dt.timedelta


def measure(engine: sa.Engine, now: dt.datetime, keyed: Iterable[Addressee] = ()) -> Health:
    """Look at everything; an unavailable database is an answer, not an error.

    `keyed` are the organizations that name a certificate.
    """
    try:
        with reading(engine) as connection:
            measured = _measured(connection, now)
        keys = partner_keys(engine, keyed, now)
        return replace(measured, keys={key.addressee.organization: key.faults for key in keys if key.faults})
    except StorageUnavailableError:
        return Health(
            database=False,
            worker=WorkerState.UNKNOWN,
            worker_seen_at=None,
            oldest_undelivered=None,
            outbox={},
        )


def stuck(engine: sa.Engine, now: dt.datetime) -> tuple[Stuck, ...]:
    """Return the deliveries that failed, are held, or wait longer than `PATIENCE`. Raises StorageUnavailableError."""
    late = sa.and_(outbox.c.state == OutboxState.WAITING, outbox.c.created_at < now - PATIENCE)
    quarantined = sa.and_(
        outbox.c.state == OutboxState.QUARANTINED, request.c.received_at < now - QUARANTINE_PATIENCE
    )
    query = (
        sa.select(outbox, request.c.received_at)
        .join(request)
        .where(
            sa.or_(failed_for_nobody(), outbox.c.state == OutboxState.HELD, _REFUSED_TLS, late, quarantined)
        )
        .order_by(request.c.received_at)
    )
    notices = sa.select(
        notice.c.about.label("request_id"),
        notice.c.ordered_at.label("received_at"),
        *(notice.c[name] for name in ("organization", "state", "attempts", "last_error")),
    ).where(
        sa.or_(
            notice.c.state == OutboxState.FAILED,
            sa.and_(notice.c.state == OutboxState.WAITING, notice.c.ordered_at < now - PATIENCE),
        )
    )
    with reading(engine) as connection:
        rows = (*connection.execute(query), *connection.execute(notices))
        return tuple(_stuck(row, now) for row in rows)


def expiry_overdue(engine: sa.Engine, now: dt.datetime) -> dt.datetime | None:
    """Since when the deletion job is overdue, if it is. Raises StorageUnavailableError."""
    with reading(engine) as connection:
        return overdue_since(connection, now)


def _measured(connection: sa.Connection, now: dt.datetime) -> Health:
    signs = sa.select(sa.func.max(worker.c.seen_at), sa.func.max(worker.c.next_due_at))
    # A sign from the future was given under a clock that was wrong, by a worker that may have died since.
    seen_at, next_due_at = connection.execute(signs.where(worker.c.seen_at <= now + TOLERANCE)).one()
    counts = (
        sa.select(table.c.state, sa.func.count().label("number")).group_by(table.c.state)
        for table in (outbox, notice)
    )
    queued = outbox.c.state.in_((OutboxState.WAITING, OutboxState.HELD))
    undelivered = sa.select(sa.func.min(outbox.c.created_at)).where(queued)
    failed = sa.select(sa.func.min(outbox.c.created_at)).join(request).where(failed_for_nobody())
    oldest = min(filter(None, (connection.scalar(undelivered), connection.scalar(failed))), default=None)
    return Health(
        database=True,
        worker=_worker_state(next_due_at, now),
        worker_seen_at=seen_at,
        oldest_undelivered=None if oldest is None else now - oldest,
        outbox=_together(connection, counts),
        ledger=read_ledger(connection, now),
        failed_notices=_number(connection, notice, notice.c.state == OutboxState.FAILED),
        refused_tls=_number(connection, outbox, _REFUSED_TLS),
        expiry_overdue_since=overdue_since(connection, now),
        oldest_quarantined=_oldest(connection, now, OutboxState.QUARANTINED),
    )


def _number(connection: sa.Connection, table: sa.Table, which: sa.ColumnElement[bool]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(which)) or 0


def _together(connection: sa.Connection, counts: Iterable[sa.Select[Any]]) -> dict[OutboxState, int]:
    total = dict.fromkeys(OutboxState, 0)
    for count in counts:
        for state, number in connection.execute(count):
            total[state] += number
    return total


def _oldest(connection: sa.Connection, now: dt.datetime, *states: OutboxState) -> dt.timedelta | None:
    earliest = sa.select(sa.func.min(request.c.received_at)).select_from(request.join(outbox))
    oldest: dt.datetime | None = connection.scalar(earliest.where(outbox.c.state.in_(states)))
    return None if oldest is None else now - oldest


def _worker_state(next_due_at: dt.datetime | None, now: dt.datetime) -> WorkerState:
    if next_due_at is None:
        return WorkerState.ABSENT
    return WorkerState.ALIVE if now <= next_due_at else WorkerState.SILENT


def _stuck(row: sa.Row[tuple[object, ...]], now: dt.datetime) -> Stuck:
    return Stuck(
        str(row.request_id), row.organization, row.state, row.attempts, row.last_error, now - row.received_at
    )

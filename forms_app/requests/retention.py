"""Time deletes what was answered, and nothing else: the rule, and the job that follows it once a day."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import sqlalchemy as sa

from forms_app.database import job, reading, request, truncate_log, writing
from forms_app.journal import Entry, Journal
from forms_app.outbox.states import RequestState
from forms_app.requests.destroying import Spool, destroy
from forms_app.requests.held import Held, held

DEFAULT_PERIOD = dt.timedelta(days=30)
"""For what belongs to an organization that the catalogue does not know any more."""
EVERY = dt.timedelta(days=1)
AGAIN = dt.timedelta(hours=1)
"""The pause before a run that could not be completed is tried again."""
OVERDUE = dt.timedelta(days=2)
JOB = "expire"
SETTLED = (RequestState.TAKEN_IN_CHARGE, RequestState.CLOSED, RequestState.WITHDRAWN)
_BATCH = 200

Periods = Mapping[str, dt.timedelta]
"""How long each organization keeps what is settled, by slug."""

_log = logging.getLogger(__name__)


class Progress(Protocol):
    """What the rule looks at in a request."""

    @property
    def state(self) -> RequestState:
        """How far it has come."""

    @property
    def acknowledged_at(self) -> dt.datetime | None:
        """When the partner took it in charge."""

    @property
    def closed_at(self) -> dt.datetime | None:
        """When the partner closed it."""


@dataclass(frozen=True)
class Expired:
    """What one run did."""

    destroyed: int
    complete: bool
    """False when SQLite's log could not be emptied, because somebody was reading: deleted text may still be there."""


def settled_at(row: Progress) -> dt.datetime | None:
    """When somebody took responsibility for a request; None as long as nobody has, however old it is."""
    if row.state in {RequestState.CLOSED, RequestState.WITHDRAWN}:
        return row.closed_at or row.acknowledged_at
    if row.state is RequestState.TAKEN_IN_CHARGE:
        return row.acknowledged_at
    return None


def has_expired(row: Progress, period: dt.timedelta, now: dt.datetime) -> bool:
    """Whether a request may be destroyed: settled, and since then the whole period has passed."""
    settled = settled_at(row)
    return settled is not None and now - settled >= period


def expire(
    engine: sa.Engine, spool: Spool, periods: Periods, now: dt.datetime, journal: Journal | None = None
) -> Expired:
    """Destroy what has expired, and say so in the table of jobs. Raises StorageUnavailableError.

    Only a complete run counts as one: the alarm of `overdue_since` hears of the others.
    """
    due = _expired(engine, periods, now)
    for start in range(0, len(due), _BATCH):
        destroy(engine, spool, batch := due[start : start + _BATCH])
        if journal is not None:
            journal.write(Entry.DESTROYED, batch, now)
    if journal is not None:
        journal.forget(now)
    complete = truncate_log(engine)
    if complete:
        _done(engine, now)
    return Expired(len(due), complete)


def overdue_since(connection: sa.Connection, now: dt.datetime) -> dt.datetime | None:
    """Since when the job should have run again: at its last run, or with the first request; None when it is on time."""
    last = _last_run(connection)
    since: dt.datetime | None = last or connection.scalar(sa.select(sa.func.min(request.c.received_at)))
    return since if since is not None and now - since > OVERDUE else None


@dataclass
class DailyExpiry:
    """The job as the worker does it: called at every round, it runs once a day among all workers."""

    engine: sa.Engine
    spool: Spool
    periods: Periods
    clock: Callable[[], dt.datetime]
    journal: Journal | None = None
    _next_at: dt.datetime | None = field(default=None, init=False)

    def __call__(self) -> None:
        """Run when a day has passed. Whatever fails, deliveries go on, and the alarm tells of it."""
        now = self.clock()
        if self._next_at is not None and self._next_at - EVERY <= now < self._next_at:
            return
        self._next_at = now + AGAIN
        try:
            self._next_at = self._run(now)
        except Exception as error:  # noqa: BLE001  deletion must not stop deliveries
            _log.error("requests could not be expired: %s", type(error).__name__)

    def _run(self, now: dt.datetime) -> dt.datetime:
        with reading(self.engine) as connection:
            last = _last_run(connection)
        # A run in the future is one of a clock that was wrong.
        if last is not None and last <= now < last + EVERY:
            return last + EVERY
        outcome = expire(self.engine, self.spool, self.periods, now, self.journal)
        _log.info("%d requests expired", outcome.destroyed)
        return now + (EVERY if outcome.complete else AGAIN)


def unsettled(engine: sa.Engine, periods: Periods, now: dt.datetime) -> list[Held]:
    """Return the requests older than their period for which nobody took responsibility: time never deletes them.

    Raises StorageUnavailableError.
    """
    found = held(engine, request.c.state.not_in(SETTLED))
    return [row for row in found if now - row.received_at >= _period(periods, row.organization)]


def _expired(engine: sa.Engine, periods: Periods, now: dt.datetime) -> list[uuid.UUID]:
    columns = (request.c.id, request.c.organization, request.c.state)
    query = sa.select(*columns, request.c.acknowledged_at, request.c.closed_at)
    with reading(engine) as connection:
        rows = connection.execute(query.where(request.c.state.in_(SETTLED)))
        return [row.id for row in rows if has_expired(row, _period(periods, row.organization), now)]


def _last_run(connection: sa.Connection) -> dt.datetime | None:
    last: dt.datetime | None = connection.scalar(sa.select(job.c.done_at).where(job.c.name == JOB))
    return last


def _period(periods: Periods, organization: str) -> dt.timedelta:
    return periods.get(organization, DEFAULT_PERIOD)


def _done(engine: sa.Engine, now: dt.datetime) -> None:
    with writing(engine) as connection:
        connection.execute(job.delete().where(job.c.name == JOB))
        connection.execute(job.insert().values(name=JOB, done_at=now))

"""What the two queues, mails about requests and notices, have in common: rows are claimed by lease.

Two workers never hold one row, and who lost its lease can change nothing any more.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from forms_app.database import reading
from forms_app.outbox.retry import JITTER, LONGEST_PAUSE, GiveUp, Retry
from forms_app.outbox.states import ErrorKind, OutboxState

FURTHEST = LONGEST_PAUSE * (1 + JITTER)
"""No next try and no lease is set further ahead: one that is was set by a wrong clock, and counts for nothing."""


class Held(Protocol):
    """A row in hand."""

    @property
    def id(self) -> uuid.UUID:
        """Of the row."""

    @property
    def lease_owner(self) -> str:
        """The fence: unique for this claim."""


@dataclass(frozen=True)
class Queue:
    """A table whose rows wait for a worker; it has the columns of `queue_columns`."""

    table: sa.Table

    def something_is_due(self, engine: sa.Engine, now: dt.datetime) -> bool:
        """Look without writing: an idle worker that looked by writing would hold up the web process."""
        with reading(engine) as connection:
            return (
                connection.execute(sa.select(self.table.c.id).where(self._due(now)).limit(1)).first()
                is not None
            )

    def claiming(
        self, now: dt.datetime, lease: dt.timedelta, columns: Sequence[sa.ColumnElement[object]], owner: str
    ) -> sa.Executable:
        """Take for `owner` the row that has been due the longest, count the try, and give its `columns`."""
        columns_of = self.table.c
        # SQLite leaves SKIP LOCKED out: there only one transaction writes at a time.
        longest_due = (
            sa.select(columns_of.id).where(self._due(now)).order_by(columns_of.next_attempt_at).limit(1)
        )
        return (
            self.table.update()
            .where(columns_of.id == longest_due.with_for_update(skip_locked=True).scalar_subquery())
            .values(lease_owner=owner, lease_until=now + lease, attempts=columns_of.attempts + 1)
            .returning(*columns, columns_of.lease_owner)
        )

    def held(self, row: Held) -> sa.ColumnElement[bool]:
        """The row, as long as its lease is."""
        return sa.and_(self.table.c.id == row.id, self.table.c.lease_owner == row.lease_owner)

    def settle(self, connection: sa.Connection, row: Held, **values: object) -> bool:
        """Write `values` and let the row go; False when the lease was lost."""
        settled = (
            self.table.update().where(self.held(row)).values(lease_owner=None, lease_until=None, **values)
        )
        return connection.execute(settled).rowcount == 1

    def settle_failed(
        self,
        connection: sa.Connection,
        row: Held,
        kind: ErrorKind,
        decision: Retry | GiveUp,
        **values: object,
    ) -> bool:
        """Write how a try failed and what follows; False when the lease was lost."""
        follows = (
            {"next_attempt_at": decision.at} if isinstance(decision, Retry) else {"state": OutboxState.FAILED}
        )
        return self.settle(connection, row, last_error=kind, **follows, **values)

    def set_aside(self, connection: sa.Connection, owner: str) -> uuid.UUID:
        """Give up the row that `owner` has claimed and cannot read; return which it is.

        It holds words that this version does not know. Left to be claimed, it would end every worker that meets it.
        """
        failed = {"state": OutboxState.FAILED, "last_error": ErrorKind.INTERNAL}
        mine = self.table.update().where(self.table.c.lease_owner == owner)
        given_up = mine.values(lease_owner=None, lease_until=None, **failed).returning(self.table.c.id)
        row: uuid.UUID = connection.execute(given_up).scalar_one()
        return row

    def put_back(self, connection: sa.Connection, which: sa.ColumnElement[bool], now: dt.datetime) -> int:
        """Let rows wait as new ones; return how many."""
        values = {"state": OutboxState.WAITING, "attempts": 0, "next_attempt_at": now}
        return connection.execute(self.table.update().where(which).values(values)).rowcount

    def _due(self, now: dt.datetime) -> sa.ColumnElement[bool]:
        columns = self.table.c
        return sa.and_(
            columns.state == OutboxState.WAITING,
            _has_come(columns.next_attempt_at, now),
            sa.or_(columns.lease_until.is_(None), _has_come(columns.lease_until, now)),
        )


def _has_come(moment: sa.ColumnElement[dt.datetime], now: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.or_(moment <= now, moment > now + FURTHEST)

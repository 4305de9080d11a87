"""Moments written down by a clock that was ahead: what happened in the future is taken to have happened now.

Else nobody would be reminded of a request that was accepted under such a clock for as long as the clock was ahead.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from forms_app.database import mailbox_test, outbox, request, worker, writing

TOLERANCE = dt.timedelta(hours=1)
"""Clocks of two machines, or one that was just set, may differ by so much without harm."""

_WHEN_IT_HAPPENED = (
    *(
        request.c[name]
        for name in ("received_at", "state_changed_at", "acknowledged_at", "closed_at", "escalated_at")
    ),
    *(outbox.c[name] for name in ("created_at", "handed_over_at", "delivered_at", "passed_on_at")),
    mailbox_test.c.sent_at,
)


def set_right(engine: sa.Engine, now: dt.datetime) -> int:
    """Bring what lies in the future back to now; return how many moments. Raises StorageUnavailableError."""
    latest = now + TOLERANCE
    with writing(engine) as connection:
        connection.execute(worker.delete().where(worker.c.seen_at > latest))
        return sum(
            connection.execute(
                sa.update(column.table).where(column > latest).values({column.name: now})
            ).rowcount
            for column in _WHEN_IT_HAPPENED
        )

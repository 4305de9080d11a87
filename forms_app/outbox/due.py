"""What a queue gives out next, whatever the clock has done since it was written down."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from forms_app.outbox.retry import JITTER, LONGEST_PAUSE
from forms_app.outbox.states import OutboxState

FURTHEST = LONGEST_PAUSE * (1 + JITTER)
"""No next try and no lease is set further ahead: one that is was set by a wrong clock, and counts for nothing."""


def is_due(queue: sa.Table, now: dt.datetime) -> sa.ColumnElement[bool]:
    """Whether a row of the outbox or of the notices may be taken."""
    return sa.and_(
        queue.c.state == OutboxState.WAITING,
        _has_come(queue.c.next_attempt_at, now),
        sa.or_(queue.c.lease_until.is_(None), _has_come(queue.c.lease_until, now)),
    )


def _has_come(moment: sa.ColumnElement[dt.datetime], now: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.or_(moment <= now, moment > now + FURTHEST)

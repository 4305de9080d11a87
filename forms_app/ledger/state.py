"""What the ledger says at one moment: how many wait for an answer, and what alarms. Nothing in it is personal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import mailbox_test, outbox, reading, request
from forms_app.ledger.timetable import ESCALATE_AFTER
from forms_app.outbox.states import UNACKNOWLEDGED, OutboxKind, OutboxState
from forms_app.requests.codes import short_code


@dataclass(frozen=True)
class Ledger:
    """The requests that have not moved, and the mails that cannot."""

    unacknowledged: int
    """Requests that no partner has taken in charge yet."""
    oldest_unacknowledged: dt.timedelta | None
    without_answer: int
    """Those of them that wait for longer than ten days: someone was told."""
    failed: int
    """Mails that were given up, or came back, about requests that nobody took in charge."""
    mailboxes_failing: int
    """Partners whom the last test message did not reach."""

    @property
    def alarming(self) -> bool:
        """Whether a person must act."""
        return bool(self.without_answer or self.failed or self.mailboxes_failing)


NOTHING_WAITS = Ledger(0, None, 0, 0, 0)


@dataclass(frozen=True)
class Unanswered:
    """A request that a partner has left without an answer for too long."""

    code: str
    organization: str
    age: dt.timedelta


def read_ledger(connection: sa.Connection, now: dt.datetime) -> Ledger:
    """Count."""
    ages = [now - row.since for row in connection.execute(waiting_requests())]
    return Ledger(
        unacknowledged=len(ages),
        oldest_unacknowledged=max(ages, default=None),
        without_answer=sum(age >= ESCALATE_AFTER for age in ages),
        failed=connection.scalar(_count(sa.select(outbox.c.id).join(request).where(failed_for_nobody())))
        or 0,
        mailboxes_failing=len(failing_mailboxes(connection)),
    )


def unanswered(engine: sa.Engine, now: dt.datetime) -> tuple[Unanswered, ...]:
    """Return the requests that wait for an answer for more than ten days. Raises StorageUnavailableError."""
    with reading(engine) as connection:
        rows = connection.execute(waiting_requests()).all()
    return tuple(
        Unanswered(short_code(row.id), row.organization, now - row.since)
        for row in rows
        if now - row.since >= ESCALATE_AFTER
    )


def waiting_requests() -> sa.Select[tuple[object, ...]]:
    """Ask for the requests that nobody took in charge.

    With `since` and `handed_over_at` of who has them now, and the `contact` that got the mail.
    """
    # What is quarantined waits for the administrator, not for the partner.
    ordered = outbox.c.state != OutboxState.QUARANTINED
    mine = sa.and_(outbox.c.kind == OutboxKind.REQUEST, outbox.c.passed_on_at.is_(None), ordered)
    arrived = sa.case((outbox.c.state == OutboxState.SENT, outbox.c.handed_over_at))
    columns = (request.c.id, request.c.organization, request.c.program)
    ledger = (request.c.reminders, request.c.escalated_at)
    # "reserve" comes after "main".
    got = sa.func.max(sa.case((outbox.c.state == OutboxState.SENT, outbox.c.contact))).label("contact")
    times = (sa.func.min(outbox.c.created_at).label("since"), sa.func.min(arrived).label("handed_over_at"))
    return (
        sa.select(*columns, *ledger, *times, got)
        .join(outbox, outbox.c.request_id == request.c.id)
        .where(request.c.state.in_(UNACKNOWLEDGED), mine)
        .group_by(*columns, *ledger)
    )


def failed_for_nobody() -> sa.ColumnElement[bool]:
    """Tell the rows of the outbox that failed, of requests that nobody has taken in charge."""
    return sa.and_(
        outbox.c.state == OutboxState.FAILED,
        outbox.c.passed_on_at.is_(None),
        request.c.state.in_(UNACKNOWLEDGED),
    )


def failing_mailboxes(connection: sa.Connection) -> tuple[str, ...]:
    """Return the organizations whose last test message did not arrive."""
    last = (
        sa.select(mailbox_test.c.organization, sa.func.max(mailbox_test.c.sent_at).label("sent_at"))
        .group_by(mailbox_test.c.organization)
        .subquery()
    )
    newest = sa.and_(
        mailbox_test.c.organization == last.c.organization, mailbox_test.c.sent_at == last.c.sent_at
    )
    failed = (
        sa.select(mailbox_test.c.organization).join(last, newest).where(mailbox_test.c.error.is_not(None))
    )
    return tuple(sorted(set(connection.scalars(failed))))


def _count(rows: sa.Select[tuple[object]]) -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(rows.subquery())

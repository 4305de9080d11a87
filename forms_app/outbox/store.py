"""The outbox table as a queue: rows are claimed by lease, so that two workers never hold one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import alarm, outbox, reading, request, writing
from forms_app.outbox.outcome import Alarm, note_failure, raise_alarm, raise_daily
from forms_app.outbox.retry import GiveUp, Retry
from forms_app.outbox.states import (
    AlarmKind,
    Contact,
    ErrorKind,
    OutboxKind,
    OutboxState,
    RequestState,
    Seal,
)
from forms_app.requests.submission import FormKind

LEASE = dt.timedelta(minutes=5)
"""How long a claimed row is left alone. More than a delivery takes with every answer of the server at its latest."""


_ORDER = (
    outbox.c.id,
    outbox.c.request_id,
    outbox.c.organization,
    outbox.c.kind,
    outbox.c.contact,
    outbox.c.created_at,
    outbox.c.message_id,
    outbox.c.envelope_id,
    outbox.c.attempts,
    outbox.c.handing_over_at,
)
_ABOUT = (
    request.c.received_at,
    request.c.form,
    request.c.program,
    request.c.service,
    request.c.location,
    request.c.organization.label("held_by"),
    request.c.seal,
    request.c.sealed,
)


@dataclass(frozen=True)
class Claimed:
    """A row in hand, with its request."""

    id: uuid.UUID
    request_id: uuid.UUID
    organization: str
    kind: OutboxKind
    contact: Contact
    created_at: dt.datetime
    message_id: str
    envelope_id: str
    attempts: int
    """Tries so far, this one included."""
    lease_owner: str
    """The fence: unique for this claim. Who holds an older one can change nothing any more."""
    lease_until: dt.datetime
    possible_duplicate: bool
    """An earlier try began to hand the mail over, and nobody knows how it ended."""
    received_at: dt.datetime
    form: FormKind
    program: str | None
    service: str | None
    location: str | None
    held_by: str
    """The organization that has the request; a mail about it may go to another."""
    seal: Seal
    sealed: bytes


@dataclass(frozen=True)
class Failure:
    """How a try failed."""

    kind: ErrorKind
    at: dt.datetime
    uncertain: bool = False
    """The mail may have been taken all the same."""
    reserve: bool = False
    """The organization has another address."""


def claim(engine: sa.Engine, now: dt.datetime, lease: dt.timedelta = LEASE) -> Claimed | None:
    """Take the row that has been due the longest; None when there is nothing to do. Raises StorageUnavailableError.

    The try is counted here, so that a row which kills its worker does not come back forever as its first try.
    """
    while _something_is_due(engine, now):
        owner = uuid.uuid4().hex
        with writing(engine) as connection:
            try:
                return _claimed(connection, now, owner, lease)
            except LookupError:
                _set_aside(connection, owner, now)
    return None


def begin_handing_over(engine: sa.Engine, row: Claimed, now: dt.datetime) -> bool:
    """Record that the hand-over begins; False when the lease was lost. Raises StorageUnavailableError.

    Whoever finds this mark without an outcome knows that the partner may have the mail already.
    """
    with writing(engine) as connection:
        return connection.execute(_held(row).values(handing_over_at=now)).rowcount == 1


def mark_sent(engine: sa.Engine, row: Claimed, now: dt.datetime) -> bool:
    """Record that the mail was handed over; False when the lease was lost. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        settled = {"state": OutboxState.SENT, "last_error": None, "handing_over_at": None}
        if not _settle(connection, row, **settled, handed_over_at=now):
            return False
        if row.kind is OutboxKind.REQUEST:
            # Whoever was quicker to act than we to record has gone further already.
            waiting = sa.and_(request.c.id == row.request_id, request.c.state == RequestState.RECEIVED)
            handed_over = {"state": RequestState.HANDED_OVER, "state_changed_at": now}
            connection.execute(request.update().where(waiting).values(handed_over))
    return True


def mark_failed(engine: sa.Engine, row: Claimed, failure: Failure, decision: Retry | GiveUp) -> bool:
    """Record a failed try and what follows; False when the lease was lost. Raises StorageUnavailableError.

    What is given up raises an alarm, and goes to the organization's reserve contact if it has one. So does, without
    the reserve contact, what waits for a connection that can be trusted.
    """
    # A doubt outlives the clear refusals after it: the partner may have the mail of the try before.
    begun = failure.at if failure.uncertain or row.possible_duplicate else None
    with writing(engine) as connection:
        if isinstance(decision, Retry):
            if failure.kind is ErrorKind.TLS_REFUSED:
                raise_daily(connection, AlarmKind.TLS_REFUSED, row.organization, failure.at)
            values = {"next_attempt_at": decision.at, "last_error": failure.kind, "handing_over_at": begun}
            return _settle(connection, row, **values)
        settled = {"state": OutboxState.FAILED, "last_error": failure.kind, "handing_over_at": begun}
        if not _settle(connection, row, **settled):
            return False
        note_failure(connection, row.id, AlarmKind.GIVEN_UP, failure.reserve, failure.at)
    return True


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


def tell_held(engine: sa.Engine, organizations: Collection[str], now: dt.datetime) -> None:
    """Raise the alarm for what is held for these organizations. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        for organization in organizations:
            raise_daily(connection, AlarmKind.KEY_UNUSABLE, organization, now)


def retry_failed(engine: sa.Engine, now: dt.datetime) -> int:
    """Put every row that was given up back in the queue, as new; return how many. Raises StorageUnavailableError."""
    # A mail may come back after its request was withdrawn: that one must not leave again.
    withdrawn = sa.select(request.c.id).where(request.c.state == RequestState.WITHDRAWN)
    failed = sa.and_(outbox.c.state == OutboxState.FAILED, outbox.c.request_id.not_in(withdrawn))
    values = {"state": OutboxState.WAITING, "attempts": 0, "next_attempt_at": now}
    with writing(engine) as connection:
        subjects = [str(row) for row in connection.scalars(sa.select(outbox.c.id).where(failed))]
        # Whoever puts them back has seen the alarm; the next one is a new one.
        connection.execute(alarm.delete().where(alarm.c.subject.in_(subjects)))
        return connection.execute(outbox.update().where(failed).values(values)).rowcount


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


def _claimed(connection: sa.Connection, now: dt.datetime, owner: str, lease: dt.timedelta) -> Claimed | None:
    row = connection.execute(_claiming(now, owner, lease)).first()
    if row is None:
        return None
    about = connection.execute(sa.select(*_ABOUT).where(request.c.id == row.request_id)).one()
    order = {**row._mapping}  # noqa: SLF001  SQLAlchemy's public name
    begun = order.pop("handing_over_at") is not None
    return Claimed(
        **order,
        **about._mapping,  # noqa: SLF001  the same
        lease_owner=owner,
        lease_until=now + lease,
        possible_duplicate=begun,
    )


def _claiming(now: dt.datetime, owner: str, lease: dt.timedelta) -> sa.Executable:
    # SQLite leaves SKIP LOCKED out: there only one transaction writes at a time.
    longest_due = sa.select(outbox.c.id).where(_due(now)).order_by(outbox.c.next_attempt_at).limit(1)
    return (
        outbox.update()
        .where(outbox.c.id == longest_due.with_for_update(skip_locked=True).scalar_subquery())
        .values(lease_owner=owner, lease_until=now + lease, attempts=outbox.c.attempts + 1)
        .returning(*_ORDER)
    )


def _set_aside(connection: sa.Connection, owner: str, now: dt.datetime) -> None:
    # Words that this version does not know: left to be claimed, the row would end every worker that meets it.
    failed = {"state": OutboxState.FAILED, "last_error": ErrorKind.INTERNAL}
    mine = outbox.update().where(outbox.c.lease_owner == owner)
    named = mine.values(lease_owner=None, lease_until=None, **failed).returning(
        outbox.c.id, outbox.c.organization, outbox.c.request_id
    )
    row = connection.execute(named).one()
    raise_alarm(connection, Alarm(str(row.id), AlarmKind.GIVEN_UP, row.organization, row.request_id), now)


def _settle(connection: sa.Connection, row: Claimed, **values: object) -> bool:
    settled = _held(row).values(lease_owner=None, lease_until=None, **values)
    return connection.execute(settled).rowcount == 1


def _held(row: Claimed) -> sa.Update:
    return outbox.update().where(outbox.c.id == row.id, outbox.c.lease_owner == row.lease_owner)

"""The mails about requests: claimed, handed over, retried, held back, given up."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import alarm, outbox, reading, request, writing
from forms_app.outbox.outcome import Alarm, note_failure, raise_alarm, raise_daily
from forms_app.outbox.queue import Queue
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

_QUEUE = Queue(outbox)
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
    while _QUEUE.something_is_due(engine, now):
        owner = uuid.uuid4().hex
        with writing(engine) as connection:
            try:
                return _claimed(connection, now, owner, lease)
            except LookupError:
                _note_unreadable(connection, _QUEUE.set_aside(connection, owner), now)
    return None


def begin_handing_over(engine: sa.Engine, row: Claimed, now: dt.datetime) -> bool:
    """Record that the hand-over begins; False when the lease was lost. Raises StorageUnavailableError.

    Whoever finds this mark without an outcome knows that the partner may have the mail already.
    """
    with writing(engine) as connection:
        begun = outbox.update().where(_QUEUE.held(row)).values(handing_over_at=now)
        return connection.execute(begun).rowcount == 1


def mark_sent(engine: sa.Engine, row: Claimed, now: dt.datetime) -> bool:
    """Record that the mail was handed over; False when the lease was lost. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        settled = {"state": OutboxState.SENT, "last_error": None, "handing_over_at": None}
        if not _QUEUE.settle(connection, row, **settled, handed_over_at=now):
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
        if not _QUEUE.settle_failed(connection, row, failure.kind, decision, handing_over_at=begun):
            return False
        if isinstance(decision, GiveUp):
            note_failure(connection, row.id, AlarmKind.GIVEN_UP, failure.reserve, failure.at)
        elif failure.kind is ErrorKind.TLS_REFUSED:
            raise_daily(connection, AlarmKind.TLS_REFUSED, row.organization, failure.at)
    return True


def mark_held(engine: sa.Engine, row: Claimed) -> bool:
    """Keep a row back until its partner's key can be used; False when the lease was lost.

    Raises StorageUnavailableError.
    """
    with writing(engine) as connection:
        return _QUEUE.settle(connection, row, state=OutboxState.HELD, last_error=ErrorKind.KEY_UNUSABLE)


def reseal(engine: sa.Engine, row: Claimed, mail: bytes) -> bool:
    """Put the mail for the partner in the place of the answers; False when the lease was lost.

    Raises StorageUnavailableError.
    """
    mine = sa.exists().where(_QUEUE.held(row))
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
    held = sa.and_(outbox.c.state == OutboxState.HELD, outbox.c.organization.in_(organizations))
    with writing(engine) as connection:
        return _QUEUE.put_back(connection, held, now)


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
    with writing(engine) as connection:
        subjects = [str(row) for row in connection.scalars(sa.select(outbox.c.id).where(failed))]
        # Whoever puts them back has seen the alarm; the next one is a new one.
        connection.execute(alarm.delete().where(alarm.c.subject.in_(subjects)))
        return _QUEUE.put_back(connection, failed, now)


def _claimed(connection: sa.Connection, now: dt.datetime, owner: str, lease: dt.timedelta) -> Claimed | None:
    row = connection.execute(_QUEUE.claiming(now, lease, _ORDER, owner)).first()
    if row is None:
        return None
    about = connection.execute(sa.select(*_ABOUT).where(request.c.id == row.request_id)).one()
    order = {**row._mapping}  # noqa: SLF001  SQLAlchemy's public name
    begun = order.pop("handing_over_at") is not None
    return Claimed(
        **order,
        **about._mapping,  # noqa: SLF001  the same
        lease_until=now + lease,
        possible_duplicate=begun,
    )


def _note_unreadable(connection: sa.Connection, row: uuid.UUID, now: dt.datetime) -> None:
    found = sa.select(outbox.c.organization, outbox.c.request_id).where(outbox.c.id == row)
    about = connection.execute(found).one()
    raise_alarm(connection, Alarm(str(row), AlarmKind.GIVEN_UP, about.organization, about.request_id), now)

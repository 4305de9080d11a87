"""What a partner does to a request: each act once, however often its link is pressed, in one transaction."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import outbox, reading, request, writing
from forms_app.ledger.desks import Desk
from forms_app.outbox.orders import order_for
from forms_app.outbox.states import OutboxState, RequestState, Seal
from forms_app.requests.submission import FormKind


@dataclass(frozen=True)
class Case:
    """A request as one partner sees it, by one of the mails. Nothing in it says who asked, or what."""

    request_id: uuid.UUID
    organization: str
    """Whom the mail went to."""
    form: FormKind
    program: str | None
    service: str | None
    received_at: dt.datetime
    state: RequestState
    seal: Seal
    state_changed_at: dt.datetime
    acknowledged_at: dt.datetime | None
    closed_at: dt.datetime | None
    appointment_date: dt.date | None
    appointment_time: str | None
    passed_on_at: dt.datetime | None
    passed_on_to: str | None

    @property
    def open(self) -> bool:
        """Whether this partner can still do something."""
        return self.passed_on_at is None and self.closed_at is None and not self.withdrawn

    @property
    def withdrawn(self) -> bool:
        """Whether the citizen took the request back."""
        return self.state is RequestState.WITHDRAWN

    @property
    def ours(self) -> bool:
        """Whether the request can still be opened here, and so be sent to another organization."""
        return self.seal is Seal.HPKE


def find_case(engine: sa.Engine, row: uuid.UUID) -> Case | None:
    """Look up the request behind a link; None when it has been destroyed. Raises StorageUnavailableError."""
    with reading(engine) as connection:
        return _case(connection, row)


def take_in_charge(engine: sa.Engine, row: uuid.UUID, now: dt.datetime) -> None:
    """Record that the partner looks after the request. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        case = _held(connection, row)
        if case and case.open and case.acknowledged_at is None:
            _acknowledge(connection, case, now)


def appoint(engine: sa.Engine, row: uuid.UUID, day: dt.date, time: str, now: dt.datetime) -> None:
    """Record the appointment, in place of an earlier one; who appoints takes in charge.

    `time` is `HH:MM` or a half of the day. Raises StorageUnavailableError.
    """
    with writing(engine) as connection:
        case = _held(connection, row)
        if case is None or not case.open:
            return
        if case.acknowledged_at is None:
            _acknowledge(connection, case, now)
        _change(connection, case, appointment_date=day, appointment_time=time)


def close(engine: sa.Engine, row: uuid.UUID, now: dt.datetime) -> None:
    """Record that there is nothing more to do. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        case = _held(connection, row)
        if case is None or not case.open:
            return
        if case.acknowledged_at is None:
            _acknowledge(connection, case, now)
        _change(connection, case, state=RequestState.CLOSED, state_changed_at=now, closed_at=now)


def pass_on(engine: sa.Engine, row: uuid.UUID, desk: Desk, message_domain: str, now: dt.datetime) -> None:
    """Hand the request to another desk: for it, everything begins anew. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        case = _held(connection, row)
        if case is None or not (case.open and case.ours):
            return
        _drop_waiting(connection, case)
        of_request = sa.and_(outbox.c.request_id == case.request_id, outbox.c.passed_on_at.is_(None))
        left = outbox.update().where(of_request)
        connection.execute(left.values(passed_on_at=now, passed_on_to=desk.organization))
        _change(connection, case, organization=desk.organization, location=desk.location, **_begun(now))
        order = order_for(case.request_id, desk.organization, message_domain, now)
        connection.execute(outbox.insert().values(order))


def _begun(now: dt.datetime) -> dict[str, object]:
    nothing = ("acknowledged_at", "escalated_at", "appointment_date", "appointment_time")
    return {
        **dict.fromkeys(nothing),
        "state": RequestState.RECEIVED,
        "state_changed_at": now,
        "reminders": 0,
    }


def _held(connection: sa.Connection, row: uuid.UUID) -> Case | None:
    # Two presses at once on PostgreSQL: the second waits here, and then reads what the first did.
    of_row = sa.select(outbox.c.request_id).where(outbox.c.id == row).scalar_subquery()
    connection.execute(sa.select(request.c.id).where(request.c.id == of_row).with_for_update())
    return _case(connection, row)


def _case(connection: sa.Connection, row: uuid.UUID) -> Case | None:
    mail = (outbox.c.request_id, outbox.c.organization, outbox.c.passed_on_at, outbox.c.passed_on_to)
    of_request = (request.c[name] for name in Case.__dataclass_fields__ if name not in {c.name for c in mail})
    query = sa.select(*mail, *of_request).join(request, outbox.c.request_id == request.c.id)
    found = connection.execute(query.where(outbox.c.id == row)).first()
    return None if found is None else Case(**found._mapping)  # noqa: SLF001  SQLAlchemy's public name


def _acknowledge(connection: sa.Connection, case: Case, now: dt.datetime) -> None:
    _drop_waiting(connection, case)
    _change(connection, case, state=RequestState.TAKEN_IN_CHARGE, state_changed_at=now, acknowledged_at=now)


def _change(connection: sa.Connection, case: Case, **values: object) -> None:
    connection.execute(request.update().where(request.c.id == case.request_id).values(values))


def _drop_waiting(connection: sa.Connection, case: Case) -> None:
    waiting = outbox.update().where(
        outbox.c.request_id == case.request_id,
        outbox.c.state.in_((OutboxState.WAITING, OutboxState.HELD)),
    )
    connection.execute(waiting.values(state=OutboxState.DROPPED))

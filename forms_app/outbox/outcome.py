"""What follows when a mail cannot reach its address: an alarm, and the organization's reserve contact."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from forms_app.database import alarm, outbox, request
from forms_app.outbox.orders import order_for
from forms_app.outbox.states import UNACKNOWLEDGED, AlarmKind, Contact, OutboxKind, RequestState
from forms_app.requests.codes import short_code

_LONGEST_SUBJECT = 64


@dataclass(frozen=True)
class Alarm:
    """Something that a person must look at. It holds no personal data."""

    subject: str
    """What it is about: it is raised once for each."""
    kind: AlarmKind
    organization: str
    request_id: uuid.UUID | None = None


def note_failure(
    connection: sa.Connection,
    row: uuid.UUID,
    kind: AlarmKind,
    reserve: bool,  # noqa: FBT001  read from the catalogue
    now: dt.datetime,
) -> None:
    """Raise the alarm for a row of the outbox that failed, and order its mail for the reserve contact if there is one.

    A request that nobody at the partner's has taken in charge is only received again: it has reached nobody.
    """
    failed = connection.execute(sa.select(outbox).where(outbox.c.id == row)).one()
    raise_alarm(connection, Alarm(str(row), kind, failed.organization, failed.request_id), now)
    if failed.kind is not OutboxKind.REQUEST or failed.passed_on_at is not None:
        return
    waiting = request.update().where(request.c.id == failed.request_id, request.c.state.in_(UNACKNOWLEDGED))
    back = waiting.values(state=RequestState.RECEIVED, state_changed_at=now)
    unanswered = connection.execute(back).rowcount == 1
    if unanswered and reserve and failed.contact is Contact.MAIN and not _has_reserve(connection, failed):
        domain = failed.message_id.rpartition("@")[2].rstrip(">")
        order = order_for(failed.request_id, failed.organization, domain, now, contact=Contact.RESERVE)
        connection.execute(outbox.insert().values(order))


def raise_alarm(connection: sa.Connection, raised: Alarm, now: dt.datetime) -> None:
    """Raise an alarm, unless the same was raised for this subject."""
    code = None if raised.request_id is None else short_code(raised.request_id)
    values = {"subject": raised.subject, "kind": raised.kind, "organization": raised.organization}
    # Two workers may say the same at one moment.
    insert = postgresql.insert(alarm) if connection.dialect.name == "postgresql" else sqlite.insert(alarm)
    connection.execute(insert.values(**values, code=code, raised_at=now).on_conflict_do_nothing())


def raise_daily(connection: sa.Connection, kind: AlarmKind, organization: str, now: dt.datetime) -> None:
    """Raise an alarm about what keeps all mails to an organization back: anew each day that it lasts."""
    subject = f"{now:%Y-%m-%d} {organization}"[:_LONGEST_SUBJECT]
    raise_alarm(connection, Alarm(subject, kind, organization), now)


def forget_alarms(connection: sa.Connection, requests: Sequence[uuid.UUID]) -> None:
    """Delete the alarms about requests that are taken back or destroyed; before their mails are deleted."""
    mails = connection.scalars(sa.select(outbox.c.id).where(outbox.c.request_id.in_(requests)))
    subjects = [*map(str, requests), *map(str, mails)]
    connection.execute(alarm.delete().where(alarm.c.subject.in_(subjects)))


def _has_reserve(connection: sa.Connection, failed: sa.Row[tuple[object, ...]]) -> bool:
    sent_there = sa.select(outbox.c.id).where(
        outbox.c.request_id == failed.request_id,
        outbox.c.organization == failed.organization,
        outbox.c.contact == Contact.RESERVE,
        outbox.c.passed_on_at.is_(None),
    )
    return connection.execute(sent_there).first() is not None

"""Finding every request that has not moved, and telling someone. It may run as often as one likes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import outbox, reading, request, writing
from forms_app.ledger.state import waiting_requests
from forms_app.ledger.timetable import Due, Waiting, due
from forms_app.ledger.wrong_clock import set_right
from forms_app.outbox.orders import order_for
from forms_app.outbox.outcome import Alarm, raise_alarm
from forms_app.outbox.states import UNACKNOWLEDGED, AlarmKind, Contact, OutboxKind
from forms_app.requests.context import Directory


@dataclass(frozen=True)
class Swept:
    """What a sweep has done."""

    reminders: int
    escalations: int


@dataclass(frozen=True)
class Sweeper:
    """What it takes to sweep."""

    engine: sa.Engine
    directory: Directory
    message_domain: str

    def sweep(self, now: dt.datetime) -> Swept:
        """Order the reminders and escalations that are due, each once. Raises StorageUnavailableError."""
        set_right(self.engine, now)
        with reading(self.engine) as connection:
            rows = connection.execute(waiting_requests()).all()
        reminders = escalations = 0
        for row in rows:
            waiting = Waiting(row.since, row.handed_over_at, row.reminders, row.escalated_at is not None)
            todo = due(waiting, now)
            if (todo.remind or todo.escalate) and self._told(row, todo, now):
                reminders += todo.remind
                escalations += todo.escalate
        return Swept(reminders, escalations)

    def _told(self, row: sa.Row[tuple[object, ...]], todo: Due, now: dt.datetime) -> bool:
        # Someone may have acted, or another sweep been here, since the row was read.
        unchanged = sa.and_(
            request.c.id == row.id,
            request.c.state.in_(UNACKNOWLEDGED),
            request.c.organization == row.organization,
            request.c.reminders == row.reminders,
            request.c.escalated_at.is_not_distinct_from(row.escalated_at),
        )
        values = {"reminders": todo.reminders} | ({"escalated_at": now} if todo.escalate else {})
        with writing(self.engine) as connection:
            if connection.execute(request.update().where(unchanged).values(values)).rowcount != 1:
                return False
            if todo.remind:
                contact = row.contact or Contact.MAIN
                order = order_for(
                    row.id,
                    row.organization,
                    self.message_domain,
                    now,
                    kind=OutboxKind.REMINDER,
                    contact=contact,
                )
                connection.execute(outbox.insert().values(order))
            if todo.escalate:
                self._escalate(connection, row, now)
        return True

    def _escalate(self, connection: sa.Connection, row: sa.Row[tuple[object, ...]], now: dt.datetime) -> None:
        raise_alarm(connection, Alarm(str(row.id), AlarmKind.NO_ANSWER, row.organization, row.id), now)
        coordinator = self.directory.coordinator(row.program, row.organization)
        if coordinator is not None:
            order = order_for(row.id, coordinator, self.message_domain, now, kind=OutboxKind.ESCALATION)
            connection.execute(outbox.insert().values(order))

"""Requests that wait for a person, as the administrator's lists show them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import outbox, reading, request
from forms_app.outbox.states import OutboxState, RequestState


@dataclass(frozen=True)
class Held:
    """One request. Nothing in it is personal."""

    id: uuid.UUID
    organization: str
    received_at: dt.datetime
    state: RequestState
    delivery: OutboxState | None
    """Of one of its deliveries."""


def held(engine: sa.Engine, which: sa.ColumnElement[bool]) -> list[Held]:
    """Return the requests that fulfil a condition on `request` and `outbox`, the oldest first, each once.

    Raises StorageUnavailableError.
    """
    columns = (request.c.id, request.c.organization, request.c.received_at, request.c.state)
    query = sa.select(*columns, outbox.c.state.label("delivery")).join(outbox, isouter=True).where(which)
    with reading(engine) as connection:
        rows = [Held(*row) for row in connection.execute(query.order_by(request.c.received_at))]
    return list({row.id: row for row in rows}.values())

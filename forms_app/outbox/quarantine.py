"""What a robot may have sent: kept, not delivered, for a person to release or destroy."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa

from forms_app.database import outbox, writing
from forms_app.errors import NotQuarantinedError
from forms_app.outbox.states import OutboxState
from forms_app.requests.held import Held, held


def quarantined(engine: sa.Engine) -> list[Held]:
    """Return what waits for a person, the oldest first. Raises StorageUnavailableError."""
    return held(engine, outbox.c.state == OutboxState.QUARANTINED)


def release(engine: sa.Engine, request_id: uuid.UUID, now: dt.datetime) -> None:
    """Let the worker deliver a request. Raises NotQuarantinedError and StorageUnavailableError."""
    mine = sa.and_(outbox.c.request_id == request_id, outbox.c.state == OutboxState.QUARANTINED)
    with writing(engine) as connection:
        freed = (
            outbox.update().where(mine).values(state=OutboxState.WAITING, created_at=now, next_attempt_at=now)
        )
        if not connection.execute(freed).rowcount:
            raise NotQuarantinedError

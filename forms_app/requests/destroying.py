"""Destroying requests so that nothing is left of them but a count; before its time only by a recorded decision."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Protocol

import sqlalchemy as sa

from forms_app.database import destruction, outbox, reading, request, writing
from forms_app.errors import RequestUnknownError
from forms_app.outbox.outcome import forget_alarms
from forms_app.requests.counting import count
from forms_app.requests.reasons import Reason

_CODE_LETTERS = 8


class Spool(Protocol):
    """Where mails may still lie on this machine."""

    def forget(self, message_ids: Collection[str]) -> None:
        """Remove the mails with these Message-IDs."""


def destroy(engine: sa.Engine, spool: Spool, ids: Sequence[uuid.UUID]) -> None:
    """Destroy requests, their deliveries and the mails that lie here, and count them. Raises StorageUnavailableError.

    Afterwards `forms_app.database.truncate_log` empties what SQLite keeps beside the database.
    """
    _forget_mails(engine, spool, ids)
    with writing(engine) as connection:
        _delete(connection, ids)


def destroy_by_decision(
    engine: sa.Engine, spool: Spool, request_id: uuid.UUID, reason: Reason, now: dt.datetime
) -> None:
    """Destroy one request, whatever its state, and record that it was decided. Raises StorageUnavailableError."""
    _forget_mails(engine, spool, [request_id])
    with writing(engine) as connection:
        chosen = sa.select(request.c.organization, request.c.state).where(request.c.id == request_id)
        row = connection.execute(chosen).one_or_none()
        if row is None:
            raise RequestUnknownError
        connection.execute(
            destruction.insert().values(
                request_id=request_id,
                decided_at=now,
                organization=row.organization,
                state=row.state,
                reason=reason,
            )
        )
        _delete(connection, [request_id])


def find_request(engine: sa.Engine, code: str) -> uuid.UUID:
    """Find a request by its identity or by the short code that is in the partner's mail (`K7F2-9QXM`).

    Raises RequestUnknownError when there is none, or more than one, and StorageUnavailableError.
    """
    first, last = _range(code)
    with reading(engine) as connection:
        found = connection.scalars(sa.select(request.c.id).where(request.c.id.between(first, last))).all()
    if len(found) != 1:
        raise RequestUnknownError
    only: uuid.UUID = found[0]
    return only


def _range(code: str) -> tuple[uuid.UUID, uuid.UUID]:
    try:
        return (whole := uuid.UUID(code)), whole
    except ValueError:
        pass
    letters = code.upper().replace("-", "").replace(" ", "")
    if len(letters) != _CODE_LETTERS:
        raise RequestUnknownError
    try:
        start = base64.b32decode(letters)
    except binascii.Error:
        raise RequestUnknownError from None
    return uuid.UUID(bytes=start.ljust(16, b"\0")), uuid.UUID(bytes=start.ljust(16, b"\xff"))


def _forget_mails(engine: sa.Engine, spool: Spool, ids: Sequence[uuid.UUID]) -> None:
    # Before the rows: interrupted in between, the next run still knows what to look for.
    with reading(engine) as connection:
        mails = connection.scalars(sa.select(outbox.c.message_id).where(outbox.c.request_id.in_(ids))).all()
    if mails:
        spool.forget(mails)


def _delete(connection: sa.Connection, ids: Sequence[uuid.UUID]) -> None:
    count(connection, ids)
    forget_alarms(connection, ids)
    connection.execute(outbox.delete().where(outbox.c.request_id.in_(ids)))
    connection.execute(request.delete().where(request.c.id.in_(ids)))

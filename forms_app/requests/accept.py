"""Taking a request in: sealed, with its outbox row, in one transaction, before anyone is told "received"."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy.exc import IntegrityError

from forms_app.database import outbox, reading, request, writing
from forms_app.errors import StorageUnavailableError
from forms_app.outbox.orders import order_for
from forms_app.outbox.states import RequestState
from forms_app.privacy.private import Private
from forms_app.privacy.sealing import seal
from forms_app.requests.receipt import receipt_code, receipt_hash
from forms_app.requests.submission import Submission, to_bytes


@dataclass(frozen=True)
class AcceptanceKeys:
    """What acceptance needs beside the database. None of it opens a sealed request."""

    sealing: X25519PublicKey
    receipt: bytes = field(repr=False)
    message_domain: str = "localhost"
    """The domain after the @ of Message-IDs: the sender's."""


@dataclass(frozen=True)
class Accepted:
    """A request that is durable."""

    receipt_code: Private
    request_id: uuid.UUID
    repeated: bool
    """True when this submission had been accepted before: nothing new was stored."""


def accept(engine: sa.Engine, keys: AcceptanceKeys, submission: Submission, *, now: dt.datetime) -> Accepted:
    """Store a request and the order to deliver it; the same `submission_id` again changes nothing.

    `now` is aware. Raises StorageUnavailableError (nothing stored: show 503) and PayloadTooLongError.
    """
    request_id = uuid.uuid4()
    code = receipt_code(keys.receipt, submission.submission_id)
    row = _request_row(request_id, keys, submission, code, now)
    try:
        with writing(engine) as connection:
            connection.execute(request.insert().values(row))
            order = order_for(request_id, submission.organization, keys.message_domain, now)
            connection.execute(outbox.insert().values(order))
    except IntegrityError as error:
        return Accepted(code, _accepted_before(engine, submission.submission_id, error), repeated=True)
    return Accepted(code, request_id, repeated=False)


def row_identity(request_id: uuid.UUID) -> bytes:
    """Return what binds a sealed text to its row: the `info` of its seal."""
    return b"sportello request 1\0" + request_id.bytes


def _request_row(
    request_id: uuid.UUID, keys: AcceptanceKeys, submission: Submission, code: Private, now: dt.datetime
) -> dict[str, object]:
    return {
        "id": request_id,
        "submission_id": submission.submission_id,
        "received_at": now,
        "form": submission.form,
        "language": submission.language,
        "program": submission.program,
        "service": submission.service,
        "municipality": submission.municipality,
        "location": submission.location,
        "organization": submission.organization,
        "sealed": seal(to_bytes(submission), keys.sealing, row_identity(request_id)),
        "receipt_hash": receipt_hash(keys.receipt, code),
        "state": RequestState.RECEIVED,
        "state_changed_at": now,
        "reminders": 0,
    }


def _accepted_before(engine: sa.Engine, submission_id: str, error: IntegrityError) -> uuid.UUID:
    with reading(engine) as connection:
        found: uuid.UUID | None = connection.scalar(
            sa.select(request.c.id).where(request.c.submission_id == submission_id)
        )
    if found is None:
        raise StorageUnavailableError from error
    return found

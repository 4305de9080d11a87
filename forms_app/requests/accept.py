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
from forms_app.outbox.orders import new_message_id, order_for
from forms_app.outbox.states import ErrorKind, OutboxState, RequestState, Seal
from forms_app.privacy.private import Private
from forms_app.privacy.sealing import seal
from forms_app.requests.notices import Stamp, order_confirmation
from forms_app.requests.ready import Identity, Preparing, Ready
from forms_app.requests.receipt import receipt_code, receipt_hash
from forms_app.requests.submission import Submission, to_bytes


@dataclass(frozen=True)
class AcceptanceKeys:
    """What acceptance needs beside the database. None of it opens a sealed request."""

    sealing: X25519PublicKey
    receipt: bytes = field(repr=False)
    message_domain: str = "localhost"
    """The domain after the @ of Message-IDs: the sender's."""
    partners: Preparing | None = field(default=None, repr=False)
    """Who encrypts for the partners that have keys; without it everything waits for the worker, which then does."""


@dataclass(frozen=True)
class Accepted:
    """A request that is durable."""

    receipt_code: Private
    request_id: uuid.UUID
    repeated: bool
    """True when this submission had been accepted before: nothing new was stored."""


def accept(
    engine: sa.Engine,
    keys: AcceptanceKeys,
    submission: Submission,
    *,
    now: dt.datetime,
    quarantined: bool = False,
) -> Accepted:
    """Store a request and the order to deliver it; the same `submission_id` again changes nothing.

    What is quarantined is delivered only after a person released it.
    `now` is aware. Raises StorageUnavailableError (nothing stored: show 503) and PayloadTooLongError.
    """
    request_id = uuid.uuid4()
    code = receipt_code(keys.receipt, submission.submission_id)
    identity = Identity(request_id, uuid.uuid4(), new_message_id(keys.message_domain), now, now)
    ready = keys.partners.ready(engine, submission, identity, now) if keys.partners else Ready()
    row = _request_row(identity, keys, submission, code, ready)
    order = _outbox_row(identity, keys, submission, ready, quarantined=quarantined)
    try:
        with writing(engine) as connection:
            connection.execute(request.insert(), row)
            connection.execute(outbox.insert(), order)
            stamp = Stamp(keys.message_domain, now)
            order_confirmation(connection, submission, identity.request_id, keys.sealing, stamp)
    except IntegrityError as error:
        return Accepted(code, _accepted_before(engine, submission.submission_id, error), repeated=True)
    return Accepted(code, request_id, repeated=False)


def row_identity(request_id: uuid.UUID) -> bytes:
    """Return what binds a sealed text to its row: the `info` of its seal."""
    return b"sportello request 1\0" + request_id.bytes


def _request_row(
    identity: Identity, keys: AcceptanceKeys, submission: Submission, code: Private, ready: Ready
) -> dict[str, object]:
    return {
        "id": identity.request_id,
        "submission_id": submission.submission_id,
        "received_at": identity.received_at,
        "form": submission.form,
        "language": submission.language,
        "program": submission.program,
        "service": submission.service,
        "municipality": submission.municipality,
        "location": submission.location,
        "organization": submission.organization,
        "seal": Seal.OPENPGP if ready.mail else Seal.HPKE,
        "sealed": ready.mail or seal(to_bytes(submission), keys.sealing, row_identity(identity.request_id)),
        "receipt_hash": receipt_hash(keys.receipt, code),
        "state": RequestState.RECEIVED,
        "state_changed_at": identity.received_at,
        "reminders": 0,
        "privacy_version": submission.privacy_version or None,
    }


def _first_state(ready: Ready, *, quarantined: bool) -> OutboxState:
    if quarantined:
        return OutboxState.QUARANTINED
    return OutboxState.HELD if ready.held else OutboxState.WAITING


def _outbox_row(
    identity: Identity, keys: AcceptanceKeys, submission: Submission, ready: Ready, *, quarantined: bool
) -> dict[str, object]:
    order = order_for(identity.request_id, submission.organization, keys.message_domain, identity.ordered_at)
    known = {"id": identity.row, "message_id": identity.message_id}
    state = _first_state(ready, quarantined=quarantined)
    return {**order, **known, "state": state, "last_error": ErrorKind.KEY_UNUSABLE if ready.held else None}


def _accepted_before(engine: sa.Engine, submission_id: str, error: IntegrityError) -> uuid.UUID:
    with reading(engine) as connection:
        found: uuid.UUID | None = connection.scalar(
            sa.select(request.c.id).where(request.c.submission_id == submission_id)
        )
    if found is None:
        raise StorageUnavailableError from error
    return found

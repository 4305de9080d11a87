"""The order to send one mail: a new row of the outbox."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from forms_app.outbox.states import Contact, OutboxKind, OutboxState


def order_for(  # noqa: PLR0913  a row says as much
    request_id: uuid.UUID,
    organization: str,
    message_domain: str,
    now: dt.datetime,
    *,
    kind: OutboxKind = OutboxKind.REQUEST,
    contact: Contact = Contact.MAIN,
) -> dict[str, object]:
    """Make the row by which a worker sends a mail about a request to an organization, as soon as it can."""
    return {
        "id": uuid.uuid4(),
        "request_id": request_id,
        "organization": organization,
        "kind": kind,
        "contact": contact,
        "created_at": now,
        "message_id": new_message_id(message_domain),
        "envelope_id": new_envelope_id(),
        "state": OutboxState.WAITING,
        "attempts": 0,
        "next_attempt_at": now,
    }


def new_message_id(domain: str) -> str:
    """Make a Message-ID: not to be guessed, and without anything of the request."""
    return f"<{uuid.uuid4()}@{domain}>"


def new_envelope_id() -> str:
    """Make an envelope identifier (RFC 3461, 4.4) that only who handled the mail can know: 128 random bits."""
    return secrets.token_hex(16)

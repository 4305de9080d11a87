"""Ordering the mails beside the requests, each in the transaction of what it tells about."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from forms_app.database import notice
from forms_app.outbox.states import NoticeKind, OutboxState
from forms_app.privacy.private import Private
from forms_app.privacy.sealing import seal
from forms_app.requests.submission import Submission


@dataclass(frozen=True)
class About:
    """The request that a notice is about."""

    request_id: uuid.UUID
    organization: str
    language: str


@dataclass(frozen=True)
class Stamp:
    """What each new notice is marked with."""

    domain: str
    """After the @ of its Message-ID: the sender's."""
    now: dt.datetime


def order_confirmation(
    connection: sa.Connection,
    submission: Submission,
    request_id: uuid.UUID,
    key: X25519PublicKey,
    stamp: Stamp,
) -> None:
    """Order the mail that tells the citizen "it arrived", if it was asked for. Only the worker reads the address."""
    address = submission.answers.email
    if not (submission.answers.wants_confirmation and address):
        return
    notice_id = uuid.uuid4()
    about = About(request_id, submission.organization, submission.language)
    row = _row(notice_id, NoticeKind.CONFIRMATION, about, stamp)
    sealed = seal(address.reveal().encode("utf-8", "replace"), key, notice_identity(notice_id))
    connection.execute(notice.insert().values({**row, "request_id": request_id, "sealed": sealed}))


def order_notice(
    connection: sa.Connection,
    kind: NoticeKind,
    about: About,
    stamp: Stamp,
    at: dt.datetime,
) -> None:
    """Order a mail to the partner, not to be sent before `at`. One about an erased request outlives it."""
    row = _row(uuid.uuid4(), kind, about, stamp)
    request_id = None if kind is NoticeKind.ERASED else about.request_id
    connection.execute(notice.insert().values({**row, "request_id": request_id, "next_attempt_at": at}))


def order_about_facts(
    connection: sa.Connection,
    kind: NoticeKind,
    organization: str,
    stamp: Stamp,
    sealed: tuple[Private, X25519PublicKey] | None = None,
) -> None:
    """Order a mail about an organization's facts; only the worker reads a text that goes with it."""
    notice_id = uuid.uuid4()
    row = _row(notice_id, kind, About(notice_id, organization, "it"), stamp)
    if sealed is not None:
        text, key = sealed
        row["sealed"] = seal(text.reveal().encode("utf-8", "replace"), key, notice_identity(notice_id))
    connection.execute(notice.insert().values(row))


def notice_identity(notice_id: uuid.UUID) -> bytes:
    """Return what binds a sealed address to its notice: the `info` of its seal."""
    return b"sportello notice 1\0" + notice_id.bytes


def _row(notice_id: uuid.UUID, kind: NoticeKind, about: About, stamp: Stamp) -> dict[str, object]:
    return {
        "id": notice_id,
        "kind": kind,
        "about": about.request_id,
        "organization": about.organization,
        "language": about.language,
        "ordered_at": stamp.now,
        "message_id": f"<{uuid.uuid4()}@{stamp.domain}>",
        "state": OutboxState.WAITING,
        "attempts": 0,
        "next_attempt_at": stamp.now,
    }

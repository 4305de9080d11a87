"""What a citizen can do with the code of the receipt: see where the request stands, take it back, destroy it."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from forms_app.database import erasure, outbox, reading, request, truncate_log, writing
from forms_app.errors import StorageUnavailableError
from forms_app.journal import Entry, Journal
from forms_app.outbox.outcome import forget_alarms
from forms_app.outbox.states import NoticeKind, OutboxKind, OutboxState, RequestState
from forms_app.privacy.private import Private
from forms_app.requests.notices import About, Stamp, order_notice
from forms_app.requests.receipt import receipt_hash
from forms_app.requests.submission import FormKind


@dataclass(frozen=True)
class Followed:
    """A request as its sender may see it: nothing that was written in it."""

    about: About
    form: FormKind
    location: str | None
    received_at: dt.datetime
    state: RequestState


def follow(engine: sa.Engine, key: bytes, code: Private) -> Followed | None:
    """Find a request by its code: always one HMAC and one look in one index. Raises StorageUnavailableError."""
    columns = (
        request.c[name]
        for name in ("id", "organization", "language", "form", "location", "received_at", "state")
    )
    query = sa.select(*columns).where(request.c.receipt_hash == receipt_hash(key, code))
    with reading(engine) as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    about = About(row.id, row.organization, row.language)
    return Followed(about, row.form, row.location, row.received_at, row.state)


def withdraw(engine: sa.Engine, journal: Journal, about: About, stamp: Stamp) -> None:
    """Take a request back, once. What was never tried is not sent; else the partner is told.

    Raises StorageUnavailableError.
    """
    again = request.c.id == about.request_id, request.c.state != RequestState.WITHDRAWN
    with writing(engine) as connection:
        values = {"state": RequestState.WITHDRAWN, "state_changed_at": stamp.now, "closed_at": stamp.now}
        if connection.execute(request.update().where(*again).values(values)).rowcount:
            _call_back(connection, about, NoticeKind.WITHDRAWN, stamp)
    journal.write(Entry.WITHDRAWN, [about.request_id], stamp.now)


def erase(engine: sa.Engine, journal: Journal, about: About, stamp: Stamp, today: dt.date) -> None:
    """Destroy a request and all that belongs to it; a count of the day is what remains.

    A partner who may have it is asked to destroy it too. Raises StorageUnavailableError.
    """
    with writing(engine) as connection:
        _call_back(connection, about, NoticeKind.ERASED, stamp)
        if connection.execute(request.delete().where(request.c.id == about.request_id)).rowcount:
            connection.execute(one_more_erased(engine.dialect.name, today))
    journal.write(Entry.ERASED, [about.request_id], stamp.now)
    # What a reader holds up now is emptied by the daily job.
    with suppress(StorageUnavailableError):
        truncate_log(engine)


def _call_back(connection: sa.Connection, about: About, kind: NoticeKind, stamp: Stamp) -> None:
    mine = outbox.c.request_id == about.request_id
    columns = (outbox.c[name] for name in ("kind", "organization", "attempts", "lease_until"))
    rows = connection.execute(sa.select(*columns).where(mine).with_for_update()).all()
    forget_alarms(connection, [about.request_id])
    connection.execute(outbox.delete().where(mine, outbox.c.state != OutboxState.SENT))
    # Whoever had it before it was passed on may have a copy too.
    tried = [row for row in rows if row.attempts and row.kind is OutboxKind.REQUEST]
    # A worker may hold the request's own mail at this moment: the notice must not overtake it.
    at = max([stamp.now, *(row.lease_until for row in rows if row.lease_until)])
    for organization in sorted({row.organization for row in tried}):
        order_notice(connection, kind, replace(about, organization=organization), stamp, at)


def one_more_erased(dialect: str, today: dt.date) -> sa.Executable:
    """Count a request that a citizen erased today."""
    insert = postgresql.insert(erasure) if dialect == "postgresql" else sqlite.insert(erasure)
    return insert.values(day=today, requests=1).on_conflict_do_update(
        index_elements=["day"], set_={"requests": erasure.c.requests + 1}
    )

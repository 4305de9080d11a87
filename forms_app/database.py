"""The tables: requests and their mails, what is remembered of destroyed ones, partners' keys, signs of life.

The same code runs on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import exc

from forms_app.clarity.rating import Reason as ClarityReason
from forms_app.errors import StorageUnavailableError
from forms_app.outbox.states import (
    AlarmKind,
    Contact,
    ErrorKind,
    NoticeKind,
    OutboxKind,
    OutboxState,
    RequestState,
    Seal,
)
from forms_app.requests.reasons import Reason
from forms_app.requests.submission import FormKind

_CONNECT_TIMEOUT = 5
"""Seconds for a PostgreSQL server to answer."""
SLUG = sa.String(200)
"""Long enough for any slug of the catalogue."""


class Instant(sa.TypeDecorator[dt.datetime]):
    """An aware moment, stored in UTC (SQLite keeps no zone)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Refuse a moment without zone, which would be read as another moment elsewhere."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without time zone cannot be stored. Use datetime.now(UTC).")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Give the moment in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _one_of(kinds: type[StrEnum]) -> sa.Enum:
    return sa.Enum(
        kinds,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda kind: [*map(str, kind)],
    )


def queue_columns() -> tuple[sa.Column[Any], ...]:
    """Make the columns of a table whose rows wait for a worker; see `forms_app.outbox.queue`."""
    return (
        sa.Column("state", _one_of(OutboxState), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", Instant, nullable=False),
        sa.Column("lease_owner", sa.String(64)),
        sa.Column("lease_until", Instant),
        sa.Column("last_error", _one_of(ErrorKind)),
    )


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

request = sa.Table(
    "request",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("submission_id", sa.String(64), nullable=False, unique=True),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("form", _one_of(FormKind), nullable=False),
    sa.Column("language", sa.String(35), nullable=False),
    sa.Column("program", SLUG),
    sa.Column("service", SLUG),
    sa.Column("municipality", sa.String(6)),
    sa.Column("location", SLUG),
    sa.Column("organization", SLUG, nullable=False),
    sa.Column("seal", _one_of(Seal), nullable=False, server_default=Seal.HPKE),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("receipt_hash", sa.LargeBinary, nullable=False, unique=True),
    sa.Column("state", _one_of(RequestState), nullable=False),
    sa.Column("state_changed_at", Instant, nullable=False),
    sa.Column("acknowledged_at", Instant),
    sa.Column("closed_at", Instant),
    sa.Column("appointment_date", sa.Date),
    sa.Column("appointment_time", sa.String(10)),  # HH:MM, or a half of the day
    sa.Column("reminders", sa.SmallInteger, nullable=False),
    sa.Column("escalated_at", Instant),
    sa.Column("privacy_version", sa.String(16)),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column(
        "request_id", sa.Uuid, sa.ForeignKey("request.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("organization", SLUG, nullable=False),
    sa.Column("kind", _one_of(OutboxKind), nullable=False),
    sa.Column("contact", _one_of(Contact), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("message_id", sa.String(255), nullable=False, unique=True),
    sa.Column("envelope_id", sa.String(64), nullable=False),  # not to be guessed
    *queue_columns(),
    sa.Column("handing_over_at", Instant),  # a hand-over began, and how it ended is not known
    sa.Column("handed_over_at", Instant),
    sa.Column("delivered_at", Instant),
    sa.Column("passed_on_at", Instant),
    sa.Column("passed_on_to", SLUG),
    sa.Index("ix_outbox_due", "state", "next_attempt_at"),
    sa.Index("uq_outbox_envelope_id", "envelope_id", unique=True),
)

alarm = sa.Table(
    "alarm",
    metadata,
    sa.Column("subject", sa.String(64), primary_key=True),  # what it is about: raised once
    sa.Column("kind", _one_of(AlarmKind), primary_key=True),
    sa.Column("organization", SLUG, nullable=False),
    sa.Column("code", sa.String(16)),
    sa.Column("raised_at", Instant, nullable=False),
    sa.Column("told_at", Instant),
)

mailbox_test = sa.Table(
    "mailbox_test",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("organization", SLUG, nullable=False, index=True),
    sa.Column("message_id", sa.String(255), nullable=False, unique=True),
    sa.Column("envelope_id", sa.String(64), nullable=False, unique=True),
    sa.Column("sent_at", Instant, nullable=False),
    sa.Column("delivered_at", Instant),
    sa.Column("error", _one_of(ErrorKind)),
)

active_key = sa.Table(
    "active_key",
    metadata,
    sa.Column("organization", SLUG, primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("activated_at", Instant, nullable=False),
)

notice = sa.Table(
    "notice",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", _one_of(NoticeKind), nullable=False),
    sa.Column("about", sa.Uuid, nullable=False),
    sa.Column("request_id", sa.Uuid, sa.ForeignKey("request.id", ondelete="CASCADE"), index=True),
    sa.Column("organization", SLUG, nullable=False),
    sa.Column("language", sa.String(35), nullable=False),
    sa.Column("sealed", sa.LargeBinary),
    sa.Column("ordered_at", Instant, nullable=False),
    sa.Column("message_id", sa.String(255), nullable=False, unique=True),
    *queue_columns(),
    sa.Index("ix_notice_due", "state", "next_attempt_at"),
)
"""Mails beside the requests. `about` is the request's id; `request_id` too while the notice dies with the request."""

erasure = sa.Table(
    "erasure",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("requests", sa.Integer, nullable=False),
)
"""How many requests citizens erased on a day: all that is left of them."""

worker = sa.Table(
    "worker",
    metadata,
    sa.Column("name", sa.String(255), primary_key=True),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("next_due_at", Instant, nullable=False),
)

job = sa.Table(
    "job",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("done_at", Instant, nullable=False),
)

destruction = sa.Table(
    "destruction",
    metadata,
    sa.Column("request_id", sa.Uuid, primary_key=True),
    sa.Column("decided_at", Instant, nullable=False),
    sa.Column("organization", SLUG, nullable=False),
    sa.Column("state", _one_of(RequestState), nullable=False),
    sa.Column("reason", _one_of(Reason), nullable=False),
)

# No column is ever null: in SQL two nulls are two groups.
statistics = sa.Table(
    "statistics",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("program", SLUG, primary_key=True),
    sa.Column("service", SLUG, primary_key=True),
    sa.Column("municipality", sa.String(6), primary_key=True),
    sa.Column("state", _one_of(RequestState), primary_key=True),
    sa.Column("language", sa.String(35), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)

fact_question = sa.Table(
    "fact_question",
    metadata,
    sa.Column("organization", SLUG, primary_key=True),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("times", sa.SmallInteger, nullable=False),
    sa.Column("answered_at", Instant),
    sa.Column("changes", sa.SmallInteger, nullable=False),
)
"""Owners that were asked whether facts are still right: when, how often since their last word, and how many changes
they have written since they were asked last."""

used_answer = sa.Table(
    "used_answer",
    metadata,
    sa.Column("digest", sa.LargeBinary, primary_key=True),
    sa.Column("submission_id", sa.String(64), nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
)

clarity = sa.Table(
    "clarity",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("language", sa.String(35), nullable=False),
    sa.Column("stars", sa.SmallInteger, nullable=False),
    sa.Column("reason", _one_of(ClarityReason)),
    sa.Column("details", sa.LargeBinary),  # sealed
    sa.Column("suspect", sa.Boolean, nullable=False),
)


def open_engine(url: str, busy_timeout: dt.timedelta = dt.timedelta(seconds=5)) -> sa.Engine:
    """Open the database; who needs a lock waits up to `busy_timeout` for it."""
    if sa.make_url(url).get_backend_name() == "sqlite":
        engine = sa.create_engine(url, hide_parameters=True)
        _set_up_sqlite(engine, busy_timeout)
        return engine
    # None would be: wait forever.
    patience = f"-c lock_timeout={max(1, int(busy_timeout.total_seconds() * 1000))}"
    options = {"options": patience, "connect_timeout": _CONNECT_TIMEOUT}
    return sa.create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=options)


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Run one transaction that writes, all or nothing; durable once left. Raises StorageUnavailableError."""
    with _explained(), engine.connect() as connection:
        connection.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Run one transaction that only reads. Raises StorageUnavailableError."""
    with _explained(), engine.connect() as connection:
        yield connection


def truncate_log(engine: sa.Engine) -> bool:
    """Empty SQLite's write-ahead log, which keeps deleted text; False while somebody reads from it.

    Elsewhere there is no such file: always True. Raises StorageUnavailableError.
    """
    if engine.dialect.name != "sqlite":
        return True
    with _explained(), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        busy: int = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    return not busy


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Bring the tables to this or an older version, one process at a time. Raises StorageUnavailableError."""
    config = Config()
    config.set_main_option("script_location", "forms_app:migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except exc.IntegrityError:
        raise
    except (exc.DBAPIError, exc.TimeoutError) as error:
        raise StorageUnavailableError from error


def _set_up_sqlite(engine: sa.Engine, busy_timeout: dt.timedelta) -> None:
    settings = (
        f"busy_timeout = {int(busy_timeout.total_seconds() * 1000)}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        "foreign_keys = ON",
    )

    # sqlite3 would open transactions late, and never for reading; the remedy is in SQLAlchemy's documentation
    # of its SQLite dialect, "Serializable isolation / Savepoints / Transactional DDL".
    @sa.event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")

    # A transaction that will write takes the lock at its start: one that took it later could not wait for it.
    @sa.event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))

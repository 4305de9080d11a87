"""A fresh installation on disk, shared by the tests of requests, delivery and operation."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_mail import Message

from forms_app.database import alarm, metadata, open_engine, outbox, request
from forms_app.mail.postman import NotDeliveredError, Postman
from forms_app.outbox.composing import Composer
from forms_app.outbox.delivery import Deliverer
from forms_app.outbox.states import AlarmKind, Contact, ErrorKind, OutboxKind
from forms_app.privacy.keys import load_private_key
from forms_app.provision import load_acceptance_keys, provision
from forms_app.requests.accept import AcceptanceKeys, Accepted, accept
from forms_app.settings import Settings, load_settings
from tests.unit.forms_app.samples import LINKER, NOW, SENDER, SUBMISSION, SampleDirectory

on_sqlite = pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
"""For what SQLite alone has: files, pragmas."""


@dataclass
class Installation:
    """Settings, keys and tables of a development installation that waits for no lock."""

    settings: Settings
    engine: sa.Engine
    keys: AcceptanceKeys

    @property
    def database(self) -> Path:
        return self.settings.var_dir / "sportello.sqlite"

    def accept(self, submission_id: str = "prova-1", organization: str = "mestieri-lombardia") -> Accepted:
        submission = replace(SUBMISSION, submission_id=submission_id, organization=organization)
        return accept(self.engine, self.keys, submission, now=NOW)

    def deliverer(self, postman: Postman, clock: Clock | None = None) -> Deliverer:
        return Deliverer(
            engine=self.engine,
            composer=Composer(
                private_key=load_private_key(self.settings.keys.private),
                directory=SampleDirectory(),
                sender=SENDER,
                linker=LINKER,
            ),
            postman=postman,
            clock=clock or Clock(),
            jitter=lambda: 0.0,
        )

    def outbox_row(self) -> sa.Row[tuple[object, ...]]:
        with self.engine.connect() as connection:
            mail = outbox.c.kind == OutboxKind.REQUEST, outbox.c.contact == Contact.MAIN
            return connection.execute(sa.select(outbox).where(*mail)).one()

    def outbox_rows(self) -> list[sa.Row[tuple[object, ...]]]:
        """All of them, in the order in which they were made."""
        with self.engine.connect() as connection:
            return list(connection.execute(sa.select(outbox).order_by(outbox.c.created_at)))

    def alarms(self) -> list[AlarmKind]:
        with self.engine.connect() as connection:
            return list(connection.scalars(sa.select(alarm.c.kind).order_by(alarm.c.raised_at)))

    def request_row(self) -> sa.Row[tuple[object, ...]]:
        with self.engine.connect() as connection:
            return connection.execute(sa.select(request)).one()

    def count(self) -> tuple[int, int]:
        """How many requests and outbox rows there are."""
        with self.engine.connect() as connection:
            requests, rows = (sa.select(sa.func.count()).select_from(table) for table in (request, outbox))
            return connection.scalar(requests) or 0, connection.scalar(rows) or 0

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep everybody from writing, as another process could."""
        if self.engine.dialect.name == "postgresql":
            tables = ", ".join(metadata.tables)
            engine = open_engine(self.settings.database_url)
            with engine.begin() as other:
                other.exec_driver_sql(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
                yield
            engine.dispose()
            return
        with closing(sqlite3.connect(self.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield


@dataclass
class Clock:
    """A clock that moves when told."""

    now: dt.datetime = NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, by: dt.timedelta) -> None:
        self.now += by


@dataclass
class Recorder:
    """A postman that keeps what it is given, or refuses it."""

    refuse_with: ErrorKind | None = None
    messages: list[Message] = field(default_factory=list)

    def deliver(self, message: Message, organization: str) -> None:
        del organization
        if self.refuse_with is not None:
            raise NotDeliveredError(self.refuse_with)
        self.messages.append(message)

    def rest(self) -> None:
        """Keeps nothing open."""


def deliver_next(deliverer: Deliverer) -> bool:
    """Do one step of the worker: true when there was something to do."""
    row = deliverer.claim()
    if row is None:
        return False
    deliverer.deliver(row)
    return True


@contextmanager
def installed(folder: Path, database_url: str | None = None) -> Iterator[Installation]:
    """Make an installation in a folder, with SQLite there if nothing else is named."""
    environ = {"SPORTELLO_ENVIRONMENT": "development", "SPORTELLO_VAR": str(folder / "var")}
    settings = load_settings(environ | ({"SPORTELLO_DATABASE_URL": database_url} if database_url else {}))
    provision(settings)
    engine = open_engine(settings.database_url, busy_timeout=dt.timedelta(0))
    yield Installation(settings, engine, load_acceptance_keys(settings))
    engine.dispose()

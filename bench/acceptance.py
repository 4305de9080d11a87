"""Accepting a request without HTTP: sealed and durable, beside the same two rows written by SQLite alone."""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
import uuid
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from forms_app.database import open_engine
from forms_app.privacy.private import Private
from forms_app.provision import load_acceptance_keys, provision
from forms_app.requests.accept import accept
from forms_app.requests.submission import Answers, Channel, ContactTime, FormKind, Submission
from forms_app.settings import Settings, load_settings

_SUBMISSION = Submission(
    submission_id="",
    form=FormKind.CONTACT,
    language="it",
    program="program-0",
    service=None,
    municipality=None,
    location=None,
    organization="organization-0",
    answers=Answers(
        name=Private("Prova Provetti"),
        phone=Private("02 0000000"),
        email=None,
        channels=(Channel.CALL,),
        contact_times=(ContactTime.MORNING,),
        may_leave_message=False,
        spoken_language="it",
        interpreter=False,
        message=Private("Cerco lavoro e vorrei parlare con qualcuno. " * 5),
        half_days=(),
    ),
)
_ROUNDS = 3


@dataclass(frozen=True)
class AcceptanceResult:
    """Requests a second, and transactions of the same rows a second; each the median of three rounds taken in turns."""

    rate: float
    raw_rate: float

    @property
    def ratio(self) -> float:
        """How near it comes to SQLite alone."""
        return self.rate / self.raw_rate


def measure_acceptance(folder: Path, count: int) -> AcceptanceResult:
    """Accept `count` requests a round in a new database in `folder`."""
    settings = load_settings({"SPORTELLO_ENVIRONMENT": "development", "SPORTELLO_VAR": str(folder)})
    provision(settings)
    rounds = [(_accepted(settings, count), _raw(folder / "sportello.sqlite", count)) for _ in range(_ROUNDS)]
    return AcceptanceResult(*(sorted(rates)[_ROUNDS // 2] for rates in zip(*rounds, strict=True)))


def _accepted(settings: Settings, count: int) -> float:
    engine, keys, now = (
        open_engine(settings.database_url),
        load_acceptance_keys(settings),
        dt.datetime.now(dt.UTC),
    )
    submissions = [replace(_SUBMISSION, submission_id=uuid.uuid4().hex) for _ in range(count)]
    start = time.perf_counter()
    for submission in submissions:
        accept(engine, keys, submission, now=now)
    seconds = time.perf_counter() - start
    engine.dispose()
    return count / seconds


def _raw(database: Path, count: int) -> float:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.executescript(
            "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON"
        )
        request, order = (_like_one_of(connection, name) for name in ("request", "outbox"))
        rows = [(request.unlike(number), order.unlike(number)) for number in range(count)]
        start = time.perf_counter()
        for one, other in rows:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(request.insert, one)
            connection.execute(order.insert, {**other, "request_id": one["id"]})
            connection.execute("COMMIT")
        return count / (time.perf_counter() - start)


@dataclass(frozen=True)
class _Rows:
    values: dict[str, object]
    unique: Sequence[str]
    insert: str

    def unlike(self, number: int) -> dict[str, object]:
        """A row like the others, with its own keys."""
        own = {name: f"{number:08x}{uuid.uuid4().hex[8:]}" for name in self.unique}
        return {**self.values, **own}


def _like_one_of(connection: sqlite3.Connection, name: str) -> _Rows:
    found = connection.execute(f"SELECT * FROM {name} LIMIT 1")  # noqa: S608  one of two names
    columns = [column[0] for column in found.description]
    unique = {"id", "submission_id", "receipt_hash", "message_id", "envelope_id"} & {*columns}
    named = ", ".join(f":{column}" for column in columns)
    insert = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({named})"  # noqa: S608  the same
    return _Rows(dict(zip(columns, found.fetchone(), strict=True)), sorted(unique), insert)

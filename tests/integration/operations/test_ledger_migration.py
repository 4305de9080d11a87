"""An installation of the first version becomes one with a ledger, and loses nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from forms_app.database import metadata, open_engine, outbox, request, upgrade, writing
from forms_app.outbox.states import Contact, OutboxKind, OutboxState, RequestState

_RECEIVED = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("server", ["sqlite", "postgresql"])
def test_what_was_sent_and_what_waits_is_kept(
    server: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = (
        f"sqlite:///{tmp_path / 'prova.sqlite'}"
        if server == "sqlite"
        else request.getfixturevalue("empty_postgresql_database")
    )
    engine = open_engine(url)
    _make_first_version(engine)
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    _check(engine)
    engine.dispose()


def _make_first_version(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", "forms_app:migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        old = sa.MetaData()
        old.reflect(connection)
        for number, state in enumerate(("sent", "waiting")):
            _insert(connection, old, f"{number:032x}", state)


def _insert(connection: sa.Connection, old: sa.MetaData, name: str, state: str) -> None:
    # SQLite keeps such an identifier as text, as SQLAlchemy writes it.
    asked = {"id": name, "submission_id": name, "form": "contact", "language": "it", "organization": "prova"}
    kept = {"sealed": b"x", "receipt_hash": name.encode(), "received_at": _RECEIVED}
    connection.execute(old.tables["request"].insert().values(**asked, **kept, state="received"))
    order = {"id": name, "request_id": name, "organization": "prova", "message_id": f"<{name}@example.org>"}
    due = {"attempts": 1, "next_attempt_at": _RECEIVED}
    connection.execute(old.tables["outbox"].insert().values(**order, **due, state=state))


def _check(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(outbox).order_by(outbox.c.message_id)).all()
        requests = connection.execute(sa.select(request)).all()
    assert [row.state for row in rows] == [OutboxState.SENT, OutboxState.WAITING]
    assert [row.handed_over_at for row in rows] == [_RECEIVED, None]
    assert {(row.kind, row.contact, row.created_at) for row in rows} == {
        (OutboxKind.REQUEST, Contact.MAIN, _RECEIVED)
    }
    assert len({row.envelope_id for row in rows if len(row.envelope_id) == 32}) == 2
    assert {(row.state, row.state_changed_at, row.reminders) for row in requests} == {
        (RequestState.RECEIVED, _RECEIVED, 0)
    }

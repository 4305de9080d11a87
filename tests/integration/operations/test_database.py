"""Tables and migrations."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from forms_app.database import metadata, open_engine, request, upgrade
from forms_app.outbox.states import Seal
from tests.integration.storage import Installation


def test_the_migrations_make_exactly_the_tables_of_the_code(installation: Installation) -> None:
    with installation.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_upgrading_again_keeps_what_is_stored(installation: Installation) -> None:
    installation.accept()
    upgrade(installation.engine)
    assert installation.accept().repeated


def test_four_processes_may_upgrade_at_once(tmp_path: Path) -> None:
    engines = [open_engine(f"sqlite:///{tmp_path / 'prova.sqlite'}") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(upgrade, engines))
    with engines[0].connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    for engine in engines:
        engine.dispose()


def test_requests_from_before_there_were_partners_keys_are_sealed_for_the_worker(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'prova.sqlite'}")
    upgrade(engine, "0001")
    with engine.begin() as connection:
        columns = "id, submission_id, received_at, form, language, organization, sealed, receipt_hash, state"
        values = "'1', '1', '2025-03-30 00:30:00', 'contact', 'it', 'mestieri', x'00', x'00', 'received'"
        connection.exec_driver_sql(f"INSERT INTO request ({columns}) VALUES ({values})")  # noqa: S608 - constants
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(request.c.seal)) is Seal.HPKE
    engine.dispose()

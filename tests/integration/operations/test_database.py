"""Tables and migrations."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from forms_app.database import metadata, open_engine, upgrade
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

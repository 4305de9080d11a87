"""The PostgreSQL server of the tests that run on both databases; started only when one of them is run."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from tests.integration import postgresql


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of any database on the server, with a `{}`."""
    try:
        with postgresql.serving() as server:
            yield server
    except postgresql.NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture
def empty_postgresql_database(postgresql_server: str) -> Iterator[str]:
    """The URL of a database without tables."""
    with postgresql.database(postgresql_server, f"prova_{uuid.uuid4().hex}", "template0") as url:
        yield url


@pytest.fixture
def postgresql_database(postgresql_server: str) -> Iterator[str]:
    """The URL of an upgraded database with nothing in it."""
    with postgresql.database(postgresql_server, f"prova_{uuid.uuid4().hex}") as url:
        yield url

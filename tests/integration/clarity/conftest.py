"""A fresh installation for every test, on each of the two databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.storage import Installation, installed


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """An installation with keys and tables, and nothing in them."""
    url = request.getfixturevalue("postgresql_database") if request.param == "postgresql" else None
    with installed(tmp_path, url) as made:
        yield made

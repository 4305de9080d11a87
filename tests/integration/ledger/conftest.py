"""A fresh installation for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.storage import Installation, installed


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An installation with keys and tables, and nothing in them."""
    with installed(tmp_path) as made:
        yield made

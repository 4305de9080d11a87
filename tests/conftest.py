"""For every test."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.built_site import build_once

# No test is timed: on a busy machine one example in a hundred is slow.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the first site in all its languages. It is shared: only read in it."""
    return build_once(tmp_path_factory)

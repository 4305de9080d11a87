"""The published schemas by which open data is checked: beside the checkout, or nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = next(
    (
        folder
        for parent in Path(__file__).resolve().parents
        if (folder := parent / "shared" / "standards").is_dir()
    ),
    None,
)


def standard(path: str) -> Path:
    """A file of a standard; without the folder the test is skipped, and says so."""
    if FOLDER is None:
        pytest.skip("no folder `shared/standards` beside the checkout: nothing to check against")
    return FOLDER / path

"""Every package that is installed is one that was chosen: its version and its hash stand in uv.lock.

Known weaknesses are asked for by `make audit`: that needs a network, so it is no part of the tests.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
HASH = re.compile(r"sha256:[0-9a-f]{64}")
FOREIGN = [package for package in LOCK["package"] if package["name"] != PROJECT["project"]["name"]]


@pytest.mark.parametrize("package", FOREIGN, ids=lambda package: package["name"])
def test_a_package_is_pinned_with_the_hash_of_every_file(package: dict[str, Any]) -> None:
    files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    assert files
    assert [file["url"] for file in files if not HASH.fullmatch(file.get("hash", ""))] == []
    assert set(package["source"]) == {"registry"}
    assert package["version"]


def test_all_that_is_asked_for_is_locked() -> None:
    groups = [PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"].values()]
    asked = [requirement for group in groups for requirement in group]
    names = {re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower() for requirement in asked}
    assert names <= {package["name"] for package in LOCK["package"]}


def test_packages_come_from_one_registry() -> None:
    assert len({package["source"]["registry"] for package in FOREIGN}) == 1

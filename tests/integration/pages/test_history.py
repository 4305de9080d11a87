from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

from sportello.pages.history import last_changes


def commit(folder: Path, name: str, day: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("riga\n")
    at = f"{day}T12:00:00+00:00"
    identity = ["-c", "user.name=Prova", "-c", "user.email=prova@example.org", "-c", "commit.gpgsign=false"]
    for command in (["add", "--", name], [*identity, "commit", "-q", "-m", "una modifica"]):
        dates = {**os.environ, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        subprocess.run(["git", "-C", str(folder), *command], env=dates, check=True)


def test_each_page_has_the_day_of_its_own_last_commit(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    commit(tmp_path, "docs/città/à.md", "2021-01-01")
    commit(tmp_path, "docs/b.md", "2021-02-01")
    commit(tmp_path, "docs/b.md", "2021-03-01")
    commit(tmp_path, "altro.md", "2021-04-01")
    assert last_changes(tmp_path / "docs") == {"città/à.md": date(2021, 1, 1), "b.md": date(2021, 3, 1)}


def test_shallow_clone_knows_no_days(tmp_path: Path) -> None:
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    subprocess.run(["git", "init", "-q", str(origin)], check=True)
    commit(origin, "docs/a.md", "2021-01-01")
    commit(origin, "docs/b.md", "2021-02-01")
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{origin}", str(clone)], check=True)
    assert last_changes(clone / "docs") == {}


def test_folder_without_repository_knows_no_days(tmp_path: Path) -> None:
    assert last_changes(tmp_path) == {}

"""When pages were changed last, as the Git repository tells."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

_DAY = "\x01"


def last_changes(docs: Path) -> Mapping[str, date]:
    """The day of the last commit of each page, by its path below `docs`.

    Empty where there is no Git, no repository or only a shallow clone, in which all pages seem to be of one day.
    """
    if _git(docs, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(docs, "log", f"--format={_DAY}%cs", "--name-only", "--relative", "--", ".")
    found: dict[str, date] = {}
    for commit in log.split(_DAY)[1:]:
        day, *paths = commit.split("\n")
        for path in filter(None, paths):
            found.setdefault(path, date.fromisoformat(day))
    return found


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotepath=off", "-C", str(folder), *arguments]
    try:
        run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)  # noqa: S603 - fixed words
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return ""
    return run.stdout

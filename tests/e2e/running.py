"""The server that `make serve` starts, on a copy of the checkout, so that its `var/` is its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.built_site import ROOT
from tests.integration.serving.conftest import DEADLINE, Server
from tests.listening import free_port

REOPENED = "reopen: [activity-cr, facciamo-squadra, job-2-0, ripartire]"
CLOSED = "job-2-0"
"""The program that the copy does not treat as open, so that there is a closed form to see."""

ANNOUNCED = "iis-polo-romani"
"""The organization of which the copy has an alert."""


@contextmanager
def running_site(folder: Path) -> Iterator[str]:
    """Serve the site of a copy made in `folder`; its address without a slash at the end."""
    copy_checkout(folder)
    server = Server(folder, free_port())
    try:
        server.wait_for("Ctrl-C")
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.process.terminate()
        server.process.wait(DEADLINE)


def copy_checkout(folder: Path) -> None:
    """Copy what Git knows or would take, as it stands on disk, with its history, which says when pages were changed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".git").symlink_to(ROOT / ".git")
    close_one_program(folder / "mkdocs.yml")
    announce(folder / "docs/avvisi.md")


def close_one_program(config: Path) -> None:
    before = config.read_text(encoding="utf-8")
    assert REOPENED in before, "mkdocs.yml: the option reopen has changed"
    config.write_text(before.replace(REOPENED, REOPENED.replace(f"{CLOSED}, ", "")), encoding="utf-8")


def announce(page: Path) -> None:
    """Let there be an alert to see: the site itself has none to invent."""
    before = page.read_text(encoding="utf-8")
    assert "alerts: []" in before, "docs/avvisi.md has alerts of its own"
    alert = f"{{text: Prova di un avviso, end: 2199-12-31, organizations: [{ANNOUNCED}]}}"
    page.write_text(before.replace("alerts: []", f"alerts: [{alert}]"), encoding="utf-8")

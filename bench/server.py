"""The forms app as it is served: waitress in a process of its own, on this machine only."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.citizen import HOST
from bench.failure import BenchError
from bench.measure import PAGE_SIZE, last_words
from sportello.serving.crew import web_command

PATIENCE = 60.0
"""Seconds that the server has to start and to end."""


@dataclass(frozen=True)
class Served:
    """A server that answers."""

    port: int
    pid: int

    def resident(self) -> int:
        """Bytes of memory that its process holds; 0 without /proc."""
        try:
            return int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE_SIZE
        except OSError:
            return 0


def forms_environment(site: Path, var: Path) -> dict[str, str]:
    """The settings for a built site, with database and keys in `var`."""
    return {
        "SPORTELLO_ENVIRONMENT": "development",
        "SPORTELLO_MKDOCS": str(site / "mkdocs.yml"),
        "SPORTELLO_SITE": str(site / "site"),
        "SPORTELLO_VAR": str(var),
    }


@contextmanager
def serving(site: Path, var: Path) -> Iterator[Served]:
    """Serve the forms of the built site in `site`, with an empty database in `var`.

    Raises:
        BenchError: the server does not start.
    """
    port, log = _free_port(), var / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            web_command(port),
            env={**os.environ, **forms_environment(site, var)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, port, log)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    latest = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < latest:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise BenchError(f"The forms app did not start:\n{last_words(log)}")

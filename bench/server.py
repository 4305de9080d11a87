"""The forms app as it is served: waitress in a process of its own, on this machine only."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.citizen import HOST
from bench.failure import BenchError
from bench.measure import last_words
from sportello.serving.crew import web_command

PATIENCE = 60.0
"""Seconds that the server has to start and to end."""


@contextmanager
def serving(site: Path, var: Path) -> Iterator[int]:
    """Serve the forms of the built site in `site`, with an empty database in `var`; the port.

    Raises:
        BenchError: the server does not start.
    """
    port, log = _free_port(), var / "server.log"
    environment = {
        "SPORTELLO_ENVIRONMENT": "development",
        "SPORTELLO_MKDOCS": str(site / "mkdocs.yml"),
        "SPORTELLO_SITE": str(site / "site"),
        "SPORTELLO_VAR": str(var),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            web_command(port), env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, port, log)
        yield port
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

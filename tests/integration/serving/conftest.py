"""A server run as a person runs it, on a site of one page with a stand-in for the forms."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

DEADLINE = 60.0
"""Seconds after which a server that says nothing counts as hung."""

MKDOCS = "site_name: Prova\ntheme: mkdocs\n"
FORMS = """
import os, pathlib, signal, subprocess, sys
from flask import Flask

def create_app():
    app = Flask(__name__)

    @app.get("/")
    def home():
        return pathlib.Path(os.environ["SPORTELLO_SITE"], "index.html").read_text()

    @app.cli.command("worker")
    def worker():
        if pathlib.Path("stubborn").exists():
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print("stand-in worker", os.getpid())
        subprocess.run([sys.executable, "-c", "import time; print('its child has started'); time.sleep(600)"])

    return app
"""


class Server:
    """A running `sportello serve` and what it says."""

    def __init__(self, root: Path, port: int) -> None:
        self.port = port
        self.said: list[str] = []
        self._is_silent = False
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sportello.serving", "--port", str(port)],
            cwd=root,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def wait_for(self, words: str) -> str:
        """The next line with these words; fails if the server ends or hangs without saying them."""
        while (line := self._lines.get(timeout=DEADLINE)) is not None:
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"never said {words!r}:\n" + "".join(self.said))

    def wait_for_silence(self) -> str:
        """All it said until the last process that could say something was gone."""
        while not self._is_silent and (line := self._lines.get(timeout=DEADLINE)) is not None:
            self.said.append(line)
        self._is_silent = True
        return "".join(self.said)

    def wait_until_ready(self) -> None:
        """Wait until it has printed its addresses and the worker runs."""
        self.wait_for("Ctrl-C")
        self.wait_for("has started")

    def stop(self, number: int = signal.SIGINT) -> int:
        """End it by a signal to itself alone, and return its exit status."""
        self.process.send_signal(number)
        return self.process.wait(DEADLINE)

    def page(self) -> str:
        """The home page."""
        with urlopen(f"http://127.0.0.1:{self.port}/", timeout=DEADLINE) as answer:
            return str(answer.read().decode())

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self._lines.put(line)
        self._lines.put(None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Prima versione\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (tmp_path / "forms_app").mkdir()
    (tmp_path / "forms_app/__init__.py").write_text(FORMS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(root: Path, port: int) -> Iterator[Server]:
    running = Server(root, port)
    yield running
    running.process.terminate()
    running.wait_for_silence()
    running.process.wait(DEADLINE)


def processes_in(root: Path) -> list[str]:
    """The command lines of the processes that were told to write below this folder."""
    mark = f"SPORTELLO_VAR={root}/var".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found

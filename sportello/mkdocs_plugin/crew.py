"""The builds of the other languages, in processes beside the main one."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Sequence
from threading import Thread
from typing import TYPE_CHECKING

import click

from sportello.mkdocs_plugin.handover import DONE

if TYPE_CHECKING:
    from sportello.mkdocs_plugin.handover import Work

HELPER = (sys.executable, "-m", "sportello.mkdocs_plugin.helper")
QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # Material's advertisement, once is enough


class Crew:
    """Builds languages in helper processes, each of which takes the next one that nobody has taken.

    With the main process, one process more than there are cores is at work, so that no core waits while the last
    languages are built.
    """

    def __init__(self, work: Work, languages: Iterable[str], cores: int) -> None:
        """Nothing runs yet."""
        # Now: the main process goes on with the catalogue, which keeps what it has looked up in itself.
        self._work = pickle.dumps(work, pickle.HIGHEST_PROTOCOL)
        self._waiting = deque(languages)
        self._failed: list[str] = []
        self._helpers: list[subprocess.Popen[bytes]] = []
        count = min(cores, len(self._waiting))
        self._threads = [Thread(target=self._lead_helper, daemon=True) for _ in range(count)]

    def start(self) -> None:
        """Begin beside the main process."""
        for thread in self._threads:
            thread.start()

    def finish(self) -> Sequence[str]:
        """Wait until all are done; the languages whose build failed, and those left after a failure."""
        for thread in self._threads:
            thread.join()
        return [*self._failed, *self._waiting]

    def stop(self) -> None:
        """End what still runs."""
        self._waiting.clear()
        for helper in self._helpers:
            helper.terminate()

    def _lead_helper(self) -> None:
        environment = {**os.environ, **QUIET, "PYTHONIOENCODING": "utf-8"}
        with subprocess.Popen(  # noqa: S603 - our own command
            HELPER, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as helper:
            self._helpers.append(helper)
            _tell(helper, self._work)
            while not self._failed and (language := self._next()):
                _tell(helper, f"{language}\n".encode())
                if _pass_on(helper, language) != 0:
                    self._failed.append(language)

    def _next(self) -> str | None:
        try:
            return self._waiting.popleft()
        except IndexError:
            return None


def core_count() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tell(helper: subprocess.Popen[bytes], data: bytes) -> None:
    """Write to a helper; one that has ended says why in its output."""
    if helper.stdin:
        try:
            helper.stdin.write(data)
            helper.stdin.flush()
        except BrokenPipeError:
            return


def _pass_on(helper: subprocess.Popen[bytes], language: str) -> int:
    """Show what a helper says about a language; the build's exit status, or 1 when the helper broke off."""
    for data in helper.stdout or ():
        line = data.decode(errors="replace")
        if line.startswith(DONE):
            return int(line[1:])
        click.echo(f"[{language}] {line}", nl=False, err=True)
    return 1

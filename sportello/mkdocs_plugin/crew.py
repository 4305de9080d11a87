"""The builds of the other languages, in processes beside the main one."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

import click

from sportello.mkdocs_plugin.handover import DONE
from sportello.mkdocs_plugin.helper import serve

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from sportello.mkdocs_plugin.handover import Work


@dataclass(frozen=True)
class Helper:
    """A process that builds languages, and the ends of the pipes to it: what it is to build, and what it says."""

    process: BaseProcess
    orders: Connection
    output: Connection


class Crew:
    """Builds languages in helper processes, each of which takes the next one that nobody has taken.

    With the main process, one process more than there are cores is at work, so that no core waits while the last
    languages are built.
    """

    def __init__(self, work: Work, languages: Iterable[str], cores: int) -> None:
        """Nothing runs yet."""
        self._work = work
        self._waiting = deque(languages)
        self._failed: list[str] = []
        self._helpers: list[Helper] = []
        self._threads: list[threading.Thread] = []
        self._count = min(cores, len(self._waiting))

    def start(self) -> None:
        """Begin beside the main process."""
        method = start_method()
        for _ in range(self._count):
            self._helpers.append(self._hire(method))
        for helper in self._helpers:
            thread = threading.Thread(target=self._lead, args=(helper,), daemon=True)
            self._threads.append(thread)
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
            helper.process.terminate()

    def _hire(self, method: str) -> Helper:
        context = multiprocessing.get_context(method)
        orders, our_orders = context.Pipe(duplex=False)
        our_output, output = context.Pipe(duplex=False)
        # A forked process holds copies of our ends, and would not notice when we are gone.
        ours = [end for helper in self._helpers for end in (helper.orders, helper.output)]
        foreign = (*ours, our_orders, our_output) if method == "fork" else ()
        process = context.Process(  # type: ignore[attr-defined]
            target=serve, args=(self._work, orders, output, foreign), daemon=True
        )
        sys.stdout.flush()
        process.start()
        orders.close()
        output.close()
        return Helper(process, our_orders, our_output)

    def _lead(self, helper: Helper) -> None:
        with os.fdopen(helper.output.fileno(), "rb", closefd=False) as output, helper.orders:
            while not self._failed and (language := self._next()):
                if not _told(helper, language) or _pass_on(output, language) != 0:
                    self._failed.append(language)
        helper.process.join()

    def _next(self) -> str | None:
        try:
            return self._waiting.popleft()
        except IndexError:
            return None


def core_count() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def start_method() -> str:
    """How to start a helper: as a copy of this process, which has all imported and read, where that is safe."""
    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone else "spawn"


def _told(helper: Helper, language: str) -> bool:
    """Tell a helper what to build next; one that has ended says why in its output."""
    try:
        helper.orders.send(language)
    except OSError:
        return False
    return True


def _pass_on(output: Iterable[bytes], language: str) -> int:
    """Show what a helper says about a language; the build's exit status, or 1 when the helper broke off."""
    for data in output:
        line = data.decode(errors="replace")
        if line.startswith(DONE):
            return int(line[1:])
        click.echo(f"[{language}] {line}", nl=False, err=True)
    return 1

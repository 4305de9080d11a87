"""The builds of the other languages: processes side by side, as many as there are cores."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click
from mkdocs.exceptions import Abort

from sportello.mkdocs_plugin.handover import HANDED_OVER, LANGUAGE

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # Material's advertisement, once is enough


@dataclass
class Crew:
    """Runs one command a language.

    One process more than there are cores is at work, the main one included, so that no core waits while the last
    languages are built.

    Attributes:
        commands: what to run, by language.
        given: for each one's standard input.
        cores: how many cores there are.
        failed: the languages whose build failed, so far.
    """

    commands: Mapping[str, Sequence[str]]
    given: bytes
    cores: int
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._waiting = deque(self.commands)
        self._running: set[subprocess.Popen[bytes]] = set()
        self._threads = [Thread(target=self._work, daemon=True) for _ in range(self.cores)]

    def start(self) -> None:
        """Begin beside the main process."""
        for thread in self._threads:
            thread.start()

    def finish(self) -> Sequence[str]:
        """Wait until all are done, and help; the languages whose build failed."""
        self._work()
        for thread in self._threads:
            thread.join()
        return self.failed

    def stop(self) -> None:
        """End what still runs."""
        self._waiting.clear()
        for process in list(self._running):
            process.terminate()

    def _work(self) -> None:
        while self._waiting:
            try:
                language = self._waiting.popleft()
            except IndexError:  # another thread was faster
                return
            try:
                done = self._run(language) == 0
            except OSError as error:
                click.echo(f"[{language}] {error}", err=True)
                done = False
            if not done:
                self.failed.append(language)
                self._waiting.clear()

    def _run(self, language: str) -> int:
        process = subprocess.Popen(  # noqa: S603 - our own command
            self.commands[language],
            env={**os.environ, **QUIET, LANGUAGE: language, HANDED_OVER: "stdin"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._running.add(process)
        _give(process, self.given)
        for line in process.stdout or ():
            click.echo(f"[{language}] {line.decode(errors='replace')}", nl=False, err=True)
        self._running.discard(process)
        return process.wait()


def _give(process: subprocess.Popen[bytes], data: bytes) -> None:
    """Write to a process; one that ended before it read all says why in its output."""
    if process.stdin:
        try:
            process.stdin.write(data)
            process.stdin.close()
        except BrokenPipeError:
            return


def commands(config: MkDocsConfig, languages: Iterable[str], *, dirty: bool) -> dict[str, list[str]]:
    """How to build each language below the main build's folder, with the main build's options.

    Raises:
        Abort: the configuration is no file that other processes could read.
    """
    if not config.config_file_path:
        raise Abort("Each language is built by a process that reads mkdocs.yml: name the file with -f.")
    options = ["--strict"] if config.strict else []
    options += ["--dirty"] if dirty else []
    level = logging.getLogger("mkdocs").level
    options += ["--quiet"] if level >= logging.ERROR else ["--verbose"] if level <= logging.DEBUG else []
    build = [sys.executable, "-m", "mkdocs", "build", "-f", str(config.config_file_path), *options]
    return {language: [*build, "-d", str(Path(config.site_dir, language))] for language in languages}


def core_count() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

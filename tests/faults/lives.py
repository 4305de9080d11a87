"""Processes that end when the test says so: see `deadly`."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.faults.door import HOST
from tests.faults.house import ROOT, House, python

SIGKILLED = "died 9"


@dataclass(frozen=True)
class Lives:
    """The process that forks one life after the other."""

    process: subprocess.Popen[str]
    port: int = 0

    def begin(self, end_at: str) -> None:
        """Fork a life."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{end_at}\n")
        self.process.stdin.flush()

    def end(self) -> str:
        """Wait for its end; how it was."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@contextmanager
def web_lives(house: House) -> Iterator[Lives]:
    """Lives that serve the forms on one port."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        listening.listen(64)
        number = listening.fileno()
        with _forking(house, ["web", str(number)], {}, [number]) as process:
            yield Lives(process, listening.getsockname()[1])


@contextmanager
def worker_lives(house: House, environ: Mapping[str, str]) -> Iterator[Lives]:
    """Lives that deliver one mail."""
    with _forking(house, ["worker"], environ, []) as process:
        yield Lives(process)


def chosen(short: int, last: int) -> list[int]:
    """So many of the numbers from 1 to `last`, evenly; again from the beginning when there are not so many."""
    if short >= last:
        return [number % last + 1 for number in range(short)]
    return [1 + number * (last - 1) // (short - 1) for number in range(short)]


@contextmanager
def _forking(
    house: House, arguments: Sequence[str], environ: Mapping[str, str], files: Sequence[int]
) -> Iterator[subprocess.Popen[str]]:
    with (house.folder / "log").open("ab") as log:
        process = subprocess.Popen(
            python("tests.faults.deadly", *arguments),
            cwd=ROOT, env={**house.environ, **environ}, pass_fds=files,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()

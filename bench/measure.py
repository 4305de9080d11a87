"""One run of a command: how long it took, how much of the processors, how much memory."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.failure import BenchError

PAUSE = 0.05
"""Seconds between two looks at the memory."""

PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
_PROC = Path("/proc")


@dataclass(frozen=True)
class Measured:
    """What a run cost.

    Attributes:
        seconds: by the clock on the wall.
        cpu_seconds: of all its processes, user and system; does not grow when others use the machine too.
        peak_bytes: the largest sum of the resident memory of all its processes at one moment; 0 without /proc.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int


def run(command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str]) -> Measured:
    """Run a command in `folder`, its output to `log`.

    Raises:
        BenchError: it failed.
    """
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
        watch = _MemoryWatch(process.pid)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)  # with all that it started
            process.wait()
            raise
        finally:
            peak = watch.stop()
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BenchError(f"{' '.join(command)} failed in {folder}:\n{last_words(log)}")
    return Measured(seconds, usage.ru_utime + usage.ru_stime, peak)


def last_words(log: Path) -> str:
    """The end of what a command wrote."""
    return log.read_text(encoding="utf-8", errors="replace")[-2000:]


class _MemoryWatch:
    """Looks at the memory of a process and all that it started, from a thread."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._over.wait(PAUSE):
            self._peak = max(self._peak, sum(_resident_bytes(pid) for pid in _tree(self._pid)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in _PROC.glob(f"{pid}/task/*/children"):
        for child in _read(task).split():
            yield from _tree(int(child))


def _resident_bytes(pid: int) -> int:
    fields = _read(_PROC / f"{pid}/statm").split()
    return int(fields[1]) * PAGE_SIZE if fields else 0


def _read(file: Path) -> str:
    """A file of /proc, or nothing: its process may just have ended."""
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return ""

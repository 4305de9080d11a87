"""A disk that can be filled: a small file system where we may mount one, else a limit on the processes' files."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SIZE = 16 * 1024 * 1024
_BLOCK = 4096


@dataclass(frozen=True)
class SmallDisk:
    """A folder on it."""

    folder: Path
    mounted: bool

    @property
    def kind(self) -> str:
        """How it is made to be full."""
        return (
            f"a file system of {_SIZE >> 20} MB, filled" if self.mounted else "RLIMIT_FSIZE on the processes"
        )

    @contextmanager
    def full(self, but_for: int, processes: Sequence[subprocess.Popen[bytes]]) -> Iterator[None]:
        """Leave no more than so many bytes, to these processes at least."""
        if self.mounted:
            ballast = self.folder / "ballast"
            _fill(ballast, but_for)
            yield
            ballast.unlink()
            return
        for process in processes:
            _limit(process, 1)
        yield
        for process in processes:
            _limit(process, resource.RLIM_INFINITY)


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mount one at this folder, if we may."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
    mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0
    try:
        yield SmallDisk(folder, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def _fill(ballast: Path, but_for: int) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * _BLOCK)
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017  any other would be ours
        file.truncate(max(0, os.fstat(file.fileno()).st_size - but_for))


def _limit(process: subprocess.Popen[bytes], size: int) -> None:
    _, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, hard))

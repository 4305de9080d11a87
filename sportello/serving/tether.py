"""Runs a program that must not outlive the server: `python -m sportello.serving.tether COMMAND…`.

It leads a process group of its own, so that the terminal's Ctrl-C reaches the server alone. Its standard input is a
pipe that the server holds. When that closes, because the server wants it so or was killed, the whole group ends: by
SIGTERM, and what is left after `GRACE` seconds by SIGKILL.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

GRACE = 5.0


def main(command: list[str]) -> int:
    """Run the command and return its exit status, negative for a signal."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _outlive)
    released = threading.Event()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=_end_with_server, args=(child, released), daemon=True).start()
    status = child.wait()
    if released.is_set():
        os.killpg(0, signal.SIGKILL)
    return status


def _outlive(_number: int, _frame: object) -> None:
    """A handler, since a program started here would inherit that the signal is ignored."""


def _end_with_server(child: subprocess.Popen[bytes], released: threading.Event) -> None:
    os.read(sys.stdin.fileno(), 1)
    released.set()
    os.killpg(0, signal.SIGTERM)
    try:
        child.wait(GRACE)
    finally:
        os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

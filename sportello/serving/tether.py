"""Runs a program that must not outlive the server: `python -m sportello.serving.tether COMMAND…`.

The program leads a process group of its own, so that the terminal's Ctrl-C reaches the server alone. Standard input
here is a pipe that the server holds. When that closes, because the server wants it so or was killed, the whole group
gets SIGTERM. When the program has ended, or `GRACE` seconds after SIGTERM, what is left of the group gets SIGKILL.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

GRACE = 5.0


def main(command: list[str]) -> int:
    """Run the command and return its exit status, 128 and more for a signal as shells do."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)
    threading.Thread(target=_end_with_server, args=(child,), daemon=True).start()
    status = child.wait()
    _signal_group(child, signal.SIGKILL)
    return status if status >= 0 else 128 - status


def _end_with_server(child: subprocess.Popen[bytes]) -> None:
    os.read(sys.stdin.fileno(), 1)
    _signal_group(child, signal.SIGTERM)
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        _signal_group(child, signal.SIGKILL)


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Servers on this machine: a port that is free, a server in a thread, a process that has to listen first."""

from __future__ import annotations

import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
_PATIENCE = 60.0


def free_port() -> int:
    """A port on which nothing listens yet."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_until_it_listens(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait for a process; raise AssertionError with what it wrote to `log` when it ends or takes too long."""
    latest = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < latest:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text("utf-8"))


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[str]:
    """Run a server in a thread; its address without a slash at the end."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

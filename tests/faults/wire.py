"""Whoever sits on the line between us and a mail server: hears every byte, and may strip STARTTLS."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_OFFER, _NOTHING = b"STARTTLS", b"XNOTHING"


@dataclass
class Wire:
    """A line."""

    port: int = 0
    """Where it begins."""
    strips: bool = False
    """Whether the server's offer of STARTTLS is taken out."""
    sent: bytearray = field(default_factory=bytearray)
    """What we sent over it."""
    connections: int = 0


@contextmanager
def tapped(to: int, *, strips: bool = False) -> Iterator[Wire]:
    """Lay a line to a port of this machine, and listen."""
    wire = Wire(strips=strips)

    class Line(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            wire.connections += 1
            with socket.create_connection(("127.0.0.1", to)) as far:
                back = threading.Thread(target=_answers, args=(far, self.request, wire))
                back.start()
                _sends(self.request, far, wire)
                back.join()

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line)
    server.daemon_threads = True
    wire.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield wire
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _sends(near: socket.socket, far: socket.socket, wire: Wire) -> None:
    with suppress(OSError):
        while data := near.recv(65536):
            wire.sent += data
            far.sendall(data)
    with suppress(OSError):
        far.shutdown(socket.SHUT_WR)


def _answers(far: socket.socket, near: socket.socket, wire: Wire) -> None:
    with suppress(OSError):
        while data := far.recv(65536):
            near.sendall(data.replace(_OFFER, _NOTHING) if wire.strips else data)
    with suppress(OSError):
        near.shutdown(socket.SHUT_WR)

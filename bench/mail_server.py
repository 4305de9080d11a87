"""A mail server for the benchmark: STARTTLS, a certificate of its own authority, nothing kept but the times."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bench.citizen import HOST
from bench.failure import BenchError

PATIENCE = 300.0
"""Seconds that all mails have to arrive."""


@dataclass
class Arrivals:
    """When each mail was taken, in seconds of one clock."""

    expected: int
    times: list[float] = field(default_factory=list)
    complete: threading.Event = field(default_factory=threading.Event)

    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        """Note the time; aiosmtpd's name."""
        self.times.append(time.perf_counter())
        if len(self.times) == self.expected:
            self.complete.set()
        return "250 OK"

    def rate(self) -> float:
        """Wait for all; mails a second between the first and the last. Raises BenchError."""
        if not self.complete.wait(PATIENCE):
            raise BenchError(f"Of {self.expected} mails {len(self.times)} arrived within {PATIENCE:.0f} s.")
        return (self.expected - 1) / (self.times[self.expected - 1] - self.times[0])


@contextmanager
def receiving(arrivals: Arrivals, folder: Path) -> Iterator[tuple[int, Path]]:
    """Take mails on a free port of this machine; the port, and the file of the authority to trust."""
    authority, trusted = trustme.CA(), folder / "authority.pem"
    authority.cert_pem.write_to_path(trusted)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    controller = _FreePort(arrivals, hostname=HOST, port=0, tls_context=context, require_starttls=True)
    controller.start()
    try:
        yield controller.port, trusted
    finally:
        controller.stop()


class _FreePort(Controller):
    def _trigger_server(self) -> None:
        sockets = cast("Controller", self).server.sockets  # type: ignore[union-attr] # started
        self.port = sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]

"""A real SMTP server in a thread, that does to the client what a test wants."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from forms_app.settings import Smtp, TlsMode

PERSONAL = "Prova-Provetti-7781"


@dataclass
class Behaviour:
    """What the server answers; and what it has taken."""

    to_sender: str = "250 OK"
    to_recipient: str = "250 OK"
    to_data_command: str = "354 go on"
    to_data: str = "250 OK"
    hang_up_at_data: bool = False
    hold_at_data: threading.Event | None = None
    """When given, the answer to the mail waits for it."""
    at_data: threading.Event = field(default_factory=threading.Event)
    taken: list[Envelope] = field(default_factory=list)
    counted: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    connections: set[Any] = field(default_factory=set)
    senders_seen: int = 0
    offers_notices: bool = False
    """Whether it knows RFC 3461."""

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self, _server: object, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], "250-DSN", responses[-1]] if self.offers_notices else responses

    def wait_for(self, mails: int) -> None:
        """Wait until so many more mails were taken."""
        for _ in range(mails):
            self.counted.acquire()

    async def handle_MAIL(  # noqa: N802  aiosmtpd's name
        self, _server: object, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.senders_seen += 1
        self.connections.add(session.peer)
        if self.to_sender.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.to_sender

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: object, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return self.to_recipient

    async def handle_DATA(self, server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: ANN401, N802
        self.at_data.set()
        if self.hold_at_data is not None:
            await server.loop.run_in_executor(None, self.hold_at_data.wait)
        if self.hang_up_at_data:
            server.transport.abort()
            return ""
        if self.to_data.startswith("250"):
            self.taken.append(envelope)
            self.counted.release()
        return self.to_data


class NoticesServer(SMTP):
    """aiosmtpd's server, which refuses what RFC 3461 adds unless the handler offers it."""

    def _getparams(self, params: Sequence[str]) -> dict[str, str | bool] | None:
        found = super()._getparams(params)
        offered = found is not None and cast("Behaviour", self.event_handler).offers_notices
        if not offered or found is None:
            return found
        return {name: value for name, value in found.items() if name not in {"RET", "ENVID", "NOTIFY"}}

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  aiosmtpd's name
        answer = cast("Behaviour", self.event_handler).to_data_command
        if answer.startswith("354"):
            await super().smtp_DATA(arg)
        else:
            await self.push(answer)


class FreePortController(Controller):
    """A controller that lets the system choose the port."""

    def factory(self) -> SMTP:
        return NoticesServer(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        server = cast("asyncio.Server", self.server)
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


class Authority:
    """A certificate authority of our own, and what it can issue."""

    def __init__(self) -> None:
        self.authority = trustme.CA()

    def server_context(self, certificate: trustme.LeafCert | None = None) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        (certificate or self.authority.issue_cert("127.0.0.1")).configure_cert(context)
        return context


@contextmanager
def serving(behaviour: Behaviour, **options: Any) -> Iterator[int]:  # noqa: ANN401  aiosmtpd's own options
    """Serve on a free port of this machine."""
    controller = FreePortController(behaviour, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def only_prova(
    _server: object, _session: Session, _envelope: Envelope, _mechanism: str, login: LoginPassword
) -> AuthResult:
    """Let in one user."""
    right = (login.login, login.password) == (b"prova", b"parola-di-prova")
    return AuthResult(success=right, handled=False)


def smtp_at(port: int, tls: TlsMode = TlsMode.OFF, **options: Any) -> Smtp:  # noqa: ANN401  any field of Smtp
    return Smtp("127.0.0.1", port, tls, **options)

"""The way to a partner's mail server, listened to; and what is promised while it is broken."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme

from forms_app.outbox.states import AlarmKind, ErrorKind, OutboxState, RequestState
from forms_app.settings import Smtp, TlsMode
from tests.faults.scene import WORDS, Scene, arrived
from tests.faults.wire import Wire, tapped
from tests.integration.mail.server import Authority, Behaviour, serving, smtp_at

Figures = Callable[[str], None]
Size = Callable[[int, int], int]

MAILBOX = {"mestieri": "mestieri@example.org", "energheia": "energheia@example.org"}
HOUR = dt.timedelta(hours=1)
MOMENT = dt.timedelta(seconds=1)


class Post:
    """The way to the partner's mail server: a good one, or whatever a test puts in its place."""

    def __init__(self, folder: Path) -> None:
        """Make an authority whom the installation trusts."""
        self.authority, self.ca_file = Authority(), folder / "ca.pem"
        self.authority.authority.cert_pem.write_to_path(str(self.ca_file))
        # The server's own log is no part of what is tested.
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)

    def at(self, port: int, **options: Any) -> Smtp:  # noqa: ANN401  any field of Smtp
        """Settings as in production: STARTTLS, with a certificate that is verified."""
        return smtp_at(port, TlsMode.STARTTLS, ca_file=self.ca_file, **options)

    @contextmanager
    def server(
        self, behaviour: Behaviour, certificate: trustme.LeafCert | None = None, *, strips: bool = False
    ) -> Iterator[Wire]:
        """Serve with TLS at the end of a line that is listened to."""
        context = self.authority.server_context(certificate)
        with (
            serving(behaviour, tls_context=context, require_starttls=True) as port,
            tapped(port, strips=strips) as wire,
        ):
            yield wire
        assert_unreadable(bytes(wire.sent))


def assert_unreadable(sent: bytes) -> None:
    """Nothing of a request was in what went over the line."""
    for piece in (b"Segnale-", WORDS.encode(), b"Provetti", b"991 2244", b"From:", b"Subject:", b"RCPT"):
        assert piece not in sent


def all_arrive(place: Scene, post: Post, *, mails: list[EmailMessage] | None = None) -> int:
    """The fault is over: every request arrives, once."""
    behaviour = Behaviour()
    with post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        place.wait()
        place.work()
    assert arrived(behaviour, MAILBOX["energheia"]) == sorted(place.asked)
    found = [
        message_from_bytes(bytes(taken.original_content or b""), policy=policy.default)
        for taken in behaviour.taken
    ]
    mails = [] if mails is None else mails
    mails += found
    assert {row.state for row in place.rows()} == {OutboxState.SENT}
    assert {row.state for row in place.requests()} == {RequestState.HANDED_OVER}
    assert not place.stuck()
    return len(place.asked)


def waiting_with(place: Scene, kind: ErrorKind) -> None:
    """Every request waits for its next try, and nobody thinks that it arrived."""
    assert {(row.state, row.last_error) for row in place.rows()} == {(OutboxState.WAITING, kind)}
    assert {row.state for row in place.requests()} == {RequestState.RECEIVED}


def told_after_an_hour(place: Scene, begun: dt.datetime) -> None:
    """Both ways of looking tell it: most faults pass by themselves, and one that lasts so long does not."""
    place.clock.now = max(place.clock.now, begun + HOUR + MOMENT)
    place.beat()
    assert not place.health().well
    assert len(place.stuck()) == len(place.asked)
    assert place.told == []


def told_within_a_minute(place: Scene, begun: dt.datetime, kind: AlarmKind, count: int) -> None:
    """By the webhook, the health page and the command, without a word of the citizen's."""
    assert place.clock.now - begun < dt.timedelta(minutes=1)
    # At most ten are told in one round of the worker's; a round comes every twenty seconds.
    while len(place.told) < count and place.clock.now - begun < dt.timedelta(minutes=1):
        place.clock.forward(dt.timedelta(seconds=20))
        place.work()
    assert [alarm["alarm"] for alarm in place.told] == [kind] * count
    assert not any("Segnale" in str(alarm) or "Prova" in str(alarm) for alarm in place.told)
    assert not place.health().well
    check = place.command("deliveries", "check")
    assert (check.exit_code, check.output.count(OutboxState.FAILED)) == (1, count)
    assert "Segnale" not in check.output


class RefusingOne(Behaviour):
    """Refuses one address for good and takes the others."""

    def __init__(self, refused: str) -> None:
        super().__init__()
        self.refused = refused

    async def handle_RCPT(self, *arguments: Any) -> str:  # noqa: ANN401, N802  aiosmtpd's name
        *_, envelope, address, options = arguments
        self.to_recipient = "550 unknown" if address == self.refused else "250 OK"
        return await super().handle_RCPT(None, arguments[1], envelope, address, options)

"""The line to the mail server is not safe: nothing leaves, and somebody is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import trustme

from forms_app.outbox.states import AlarmKind, ErrorKind
from tests.faults.post import (
    Figures,
    Post,
    Size,
    all_arrive,
    waiting_with,
)
from tests.faults.scene import Scene
from tests.faults.wire import Wire
from tests.integration.mail.server import Authority, Behaviour


def held_for_tls(place: Scene, post: Post, wire: Wire, behaviour: Behaviour) -> None:
    """Nothing leaves, the page is red at once, and trying goes on."""
    place.use(post.at(wire.port))
    place.work()
    waiting_with(place, ErrorKind.TLS_REFUSED)
    assert place.health().refused_tls == len(place.asked)
    assert not place.health().well
    check = place.command("deliveries", "check")
    assert (check.exit_code, check.output.count(ErrorKind.TLS_REFUSED)) == (1, len(place.asked))
    place.wait()
    place.work()
    waiting_with(place, ErrorKind.TLS_REFUSED)
    # Once a day, not once a try.
    assert {alarm["alarm"] for alarm in place.told} == {AlarmKind.TLS_REFUSED}
    assert len(place.told) <= 2
    assert wire.connections >= 2
    assert (behaviour.senders_seen, behaviour.taken) == (0, [])


@pytest.mark.fault(
    "Somebody on the line strips STARTTLS",
    "Nothing of the request goes over the line; red and told at once; all arrive once the line is honest",
)
def test_starttls_stripped(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    for _ in range(size(2, 20)):
        place.ask()
    behaviour = Behaviour()
    with post.server(behaviour, strips=True) as wire:
        held_for_tls(place, post, wire, behaviour)
    line = bytes(wire.sent)
    count = all_arrive(place, post)
    figures(f"{len(line)} bytes on the line, 0 of {count} requests, red at once, {count} delivered once")


CERTIFICATES: dict[str, Callable[[Authority], trustme.LeafCert]] = {
    "expired": lambda known: known.authority.issue_cert(
        "127.0.0.1", not_after=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    ),
    "for another name": lambda known: known.authority.issue_cert("other.example.org"),
    "by somebody unknown": lambda _known: trustme.CA().issue_cert("127.0.0.1"),
}


@pytest.mark.fault(
    "The mail server's certificate is expired, for another name, or issued by somebody unknown",
    "Nothing of the request goes over the line; red and told at once; all arrive once the certificate is good",
)
def test_bad_certificate(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    for _ in range(size(2, 20)):
        place.ask()
    for issue in CERTIFICATES.values():
        behaviour = Behaviour()
        with post.server(behaviour, issue(post.authority)) as wire:
            held_for_tls(place, post, wire, behaviour)
        place.wait()
    count = all_arrive(place, post)
    figures(f"{len(CERTIFICATES)} bad certificates, 0 bytes of {count} requests sent, {count} delivered once")

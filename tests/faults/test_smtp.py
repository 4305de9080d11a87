"""The mail server refuses, is silent or hangs up: nothing is lost, and somebody is told."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest

from forms_app.outbox.states import AlarmKind, ErrorKind, OutboxKind, OutboxState, RequestState
from tests.faults.post import (
    HOUR,
    MAILBOX,
    Figures,
    Post,
    RefusingOne,
    Size,
    all_arrive,
    told_after_an_hour,
    told_within_a_minute,
    waiting_with,
)
from tests.faults.scene import RESERVE, Scene, arrived
from tests.integration.mail.server import Behaviour


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.mark.fault(
    "The mail server refuses the connection for eight days",
    "Requests are accepted and kept, tried again with growing pauses; unwell after an hour; all arrive, once",
)
def test_connection_refused(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    begun, tries = place.clock.now, 0
    for _ in range(size(2, 25)):
        place.ask()
    place.use(post.at(closed_port()))
    place.work()
    waiting_with(place, ErrorKind.CONNECTION)
    assert place.health().well
    told_after_an_hour(place, begun)
    while place.clock.now - begun < dt.timedelta(days=8):
        place.wait()
        place.work()
        tries += 1
        waiting_with(place, ErrorKind.CONNECTION)
    days = (place.clock.now - begun) / dt.timedelta(days=1)
    count = all_arrive(place, post)
    figures(f"{count} requests, {tries + 1} tries each in {days:.1f} days, 0 lost, {count} delivered once")


@pytest.mark.fault(
    "The mail server accepts the connection and never answers",
    "The worker gives up after its time limit and tries again later; unwell after an hour; all arrive, once",
)
def test_silence(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    begun, tries = place.clock.now, size(2, 12)
    for _ in range(size(2, 5)):
        place.ask()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place.use(post.at(silent.getsockname()[1], timeout=0.1))
        for _ in range(tries):
            place.work()
            waiting_with(place, ErrorKind.CONNECTION)
            place.wait()
    told_after_an_hour(place, begun)
    count = all_arrive(place, post)
    figures(f"{count} requests, {tries} tries each met silence, 0 lost, {count} delivered once")


LATER: dict[str, Callable[[], Behaviour]] = {
    "421 to the sender": lambda: Behaviour(to_sender="421 closing"),
    "421 to the recipient": lambda: Behaviour(to_recipient="421 closing"),
    "421 before the mail": lambda: Behaviour(to_data_command="421 closing"),
    "421 after the mail": lambda: Behaviour(to_data="421 closing"),
    "450 to the sender": lambda: Behaviour(to_sender="450 later"),
    "450 to the recipient": lambda: Behaviour(to_recipient="450 Prova-Provetti is away"),
    "451 before the mail": lambda: Behaviour(to_data_command="451 later"),
    "452 after the mail": lambda: Behaviour(to_data="452 full"),
}


def refused_for_now(place: Scene, post: Post, behaviour: Behaviour) -> None:
    with post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        place.work()
        waiting_with(place, ErrorKind.TEMPORARY)
        # A clear "no" leaves no doubt: what comes later is no possible duplicate.
        assert not any(row.handing_over_at for row in place.rows())
        place.wait()
        place.work()
        waiting_with(place, ErrorKind.TEMPORARY)
    assert behaviour.taken == []


def said_later(place: Scene, post: Post, code: str) -> tuple[int, int]:
    begun, places = place.clock.now, [at for at in LATER if at.startswith(code)]
    for at in places:
        refused_for_now(place, post, LATER[at]())
        place.wait()
    told_after_an_hour(place, begun)
    return len(places), all_arrive(place, post)


@pytest.mark.fault(
    "The mail server says 421 (closing), at the greeting or at any step",
    "Tried again later, over a new connection; unwell after an hour; all arrive, once, none marked as duplicate",
)
def test_421(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    for _ in range(size(2, 20)):
        place.ask()
    with greeting(b"421 too busy\r\n") as port:
        place.use(post.at(port))
        place.work()
        waiting_with(place, ErrorKind.CONNECTION)
        place.wait()
    places, count = said_later(place, post, "421")
    figures(f"{count} requests, refused at {places + 1} steps, 0 lost, {count} delivered once, 0 marked")


@pytest.mark.fault(
    "The mail server says 450, 451 or 452 (not now), at any step",
    "Tried again later; unwell after an hour; all arrive, once, none marked as duplicate",
)
def test_450(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    for _ in range(size(2, 20)):
        place.ask()
    places, count = said_later(place, post, "45")
    figures(f"{count} requests, refused at {places} steps, 0 lost, {count} delivered once, 0 marked")


@pytest.mark.fault(
    "The mail server hangs up after the mail, before it says whether it took it",
    'Sent again with the same Message-ID, marked "possible duplicate", also where a clear refusal lies between',
)
def test_hung_up(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    for _ in range(size(2, 20)):
        place.ask()
    with post.server(Behaviour(hang_up_at_data=True)) as wire:
        place.use(post.at(wire.port))
        place.work()
        waiting_with(place, ErrorKind.CONNECTION)
    with post.server(Behaviour(to_recipient="450 later")) as wire:
        # The doubt must outlive a clear refusal.
        place.use(post.at(wire.port))
        place.wait()
        place.work()
        waiting_with(place, ErrorKind.TEMPORARY)
    before = {row.message_id for row in place.rows()}
    mails: list[EmailMessage] = []
    count = all_arrive(place, post, mails=mails)
    assert {mail["Message-ID"] for mail in mails} == before
    assert [mail["X-Sportello-Possible-Duplicate"] for mail in mails] == ["yes"] * count
    figures(f"{count} mails in doubt, {count} sent once more with the same Message-ID, {count} marked")


@contextmanager
def greeting(words: bytes) -> Iterator[int]:
    """A server that says something and hangs up, as often as somebody comes."""
    server = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                there, _ = server.accept()
            except OSError:
                return
            with there:
                there.sendall(words)
                there.recv(1024)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()


@pytest.mark.fault(
    "The mail server says 550 (never) to a partner with a reserve contact",
    "Alarm within a minute, and the reserve contact gets the request at once",
)
def test_550_with_reserve(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    begun, count = place.clock.now, size(2, 20)
    for _ in range(count):
        place.ask("mestieri")
    behaviour = RefusingOne(MAILBOX["mestieri"])
    with post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        place.work()
    assert arrived(behaviour, RESERVE) == sorted(place.asked)
    assert {row.state for row in place.requests()} == {RequestState.HANDED_OVER}
    told_within_a_minute(place, begun, AlarmKind.GIVEN_UP, count)
    figures(
        f"{count} requests refused for good, {count} at the reserve contact, {count} alarms within a minute"
    )


@pytest.mark.fault(
    "The mail server says 550 (never) to a partner without a reserve contact",
    "Alarm within a minute; kept until a person acts; put back by `flask deliveries retry`, all arrive, once",
)
def test_550_without_reserve(place: Scene, post: Post, size: Size, figures: Figures) -> None:
    begun, count = place.clock.now, size(2, 20)
    for _ in range(count):
        place.ask()
    with post.server(Behaviour(to_recipient="550 unknown")) as wire:
        place.use(post.at(wire.port))
        place.work()
        assert {(row.state, row.last_error) for row in place.rows()} == {
            (OutboxState.FAILED, ErrorKind.PERMANENT)
        }
        told_within_a_minute(place, begun, AlarmKind.GIVEN_UP, count)
        place.clock.forward(dt.timedelta(days=400))
        place.work()
    kept = [(row.state, row.attempts) for row in place.rows() if row.kind is OutboxKind.REQUEST]
    assert kept == [(OutboxState.FAILED, 1)] * count
    place.clock.now = begun + HOUR
    assert f"{count} put back" in place.command("deliveries", "retry").output
    figures(f"{all_arrive(place, post)} of {count} kept and delivered once after a person put them back")


@pytest.mark.fault(
    "The mail server takes a mail for some of its recipients only",
    "Cannot occur: every mail of every kind has exactly one recipient, so a refusal is always whole",
)
def test_partial_refusal(place: Scene, post: Post, figures: Figures) -> None:
    place.ask("mestieri", email="prova@example.org", wants_confirmation="y")
    behaviour = RefusingOne(MAILBOX["mestieri"])
    with post.server(behaviour) as wire:
        place.use(post.at(wire.port))
        place.work()
        # The reserve contact does not answer: reminders, and after ten days the coordinating organization.
        for _ in range(11):
            place.clock.forward(dt.timedelta(days=1))
            place.work()
        for command in (("deliveries", "test"), ("deliveries", "sweep")):
            place.command(*command)
    kinds = {row.kind for row in place.rows()}
    assert kinds == {OutboxKind.REQUEST, OutboxKind.REMINDER, OutboxKind.ESCALATION}
    assert {len(envelope.rcpt_tos) for envelope in behaviour.taken} == {1}
    # The request at the reserve contact, the citizen's confirmation, reminders, the escalation, test messages.
    reached = {envelope.rcpt_tos[0] for envelope in behaviour.taken}
    assert reached == {RESERVE, "prova@example.org", "accoglienza@example.org", MAILBOX["energheia"]}
    figures(f"{len(behaviour.taken)} mails of 5 kinds to {len(reached)} addresses, 1 recipient each")

"""SIGKILL at every step: of the web process while a citizen sends, of the worker while it delivers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.smtp import Envelope, Session
from werkzeug.test import TestResponse

from forms_app.outbox.states import OutboxState
from forms_app.outbox.store import LEASE
from tests.faults import mails
from tests.faults.deadly import COUNTED, END_AT
from tests.faults.door import CONTACT, RECEIPT, Citizen, NoAnswerError, is_receipt
from tests.faults.house import House, mail_server, settled
from tests.faults.lives import SIGKILLED, Lives, chosen, web_lives, worker_lives
from tests.integration.forms.browser import Page
from tests.integration.mail.server import Behaviour, serving

Say = Callable[[str], None]
Size = Callable[[int, int], int]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with settled(tmp_path) as made:
        yield made


@dataclass
class Street:
    """The citizens, what they ask through, and what they saw."""

    healthy: int
    """The port of a web process that nobody kills."""
    lives: Lives
    received: set[str] = field(default_factory=set)
    """Who was shown it, at last."""
    left: set[str] = field(default_factory=set)
    """Who saw the browser's error page, and left."""
    pressed_again: int = 0

    def citizen(self) -> tuple[Citizen, Page]:
        """One more, who has come as far as the button "send"."""
        citizen = Citizen(self.healthy, f"prova-{len(self.received) + len(self.left)}")
        return citizen, citizen.prepare()

    def count(self) -> tuple[int, int]:
        """Let one life answer, and hear in how many lines and around how many statements; then kill it."""
        citizen, check = self.citizen()
        self.lives.begin("")
        answer = self._ask(citizen, "line:0", check)
        self._kill_idle(citizen)
        assert is_receipt(citizen.get(answer.location))
        self.received.add(citizen.mark)
        lines, statements = map(int, answer.headers[COUNTED].split())
        return lines, statements

    def send_and_kill(self, end: str, *, patient: bool) -> None:
        """Kill a life while it answers; a patient citizen presses again."""
        citizen, check = self.citizen()
        self.lives.begin("")
        with pytest.raises(NoAnswerError):
            self._ask(citizen, end, check)
        assert self.lives.end() == SIGKILLED
        assert not is_receipt(citizen.get(RECEIPT))
        if not patient:
            self.left.add(citizen.mark)
            return
        assert citizen.send(check)
        self.pressed_again += 1
        self.received.add(citizen.mark)

    def _ask(self, citizen: Citizen, end: str, check: Page | None = None) -> TestResponse:
        citizen.connection.port = self.lives.port
        citizen.connection.headers[END_AT] = end
        try:
            if check is None:
                return citizen.connection.get(CONTACT)
            return citizen.connection.post("/moduli/it/contatto", {**check.answers, "step": "send"})
        finally:
            del citizen.connection.headers[END_AT]
            citizen.connection.port = self.healthy

    def _kill_idle(self, citizen: Citizen) -> None:
        with pytest.raises(NoAnswerError):
            self._ask(citizen, "line:1")
        assert self.lives.end() == SIGKILLED


@pytest.mark.fault(
    "The web process is killed (SIGKILL) at each statement of sending a request",
    "whoever was shown «received» is delivered; nobody is shown it falsely; pressing again makes no second request",
)
def test_web_killed(house: House, size: Size, figures: Say) -> None:
    with web_lives(house) as lives, house.web() as healthy:
        street = Street(healthy, lives)
        lines, statements = street.count()
        ends = [f"line:{line}" for line in chosen(size(20, 900), lines)]
        ends += [f"sql:{number}" for number in chosen(size(statements, 100), statements)]
        for number, end in enumerate(ends):
            street.send_and_kill(end, patient=number % 2 == 0)
    requests, ordered = house.counts()
    assert requests == ordered
    behaviour = Behaviour()
    with serving(behaviour) as port, house.worker(port):
        house.wait_until_all_is_sent()
    arrived = mails.read(behaviour.taken)
    delivered = {*arrived.copies}
    assert street.received <= delivered
    assert arrived.duplicates == 0
    stored_unseen = len(street.left & delivered)
    assert len(street.received) + stored_unseen == len(delivered) == requests
    figures(
        f"{len(ends):,} kills, at {lines:,} lines and {statements} points around SQL statements; "
        f"{len(street.received):,} citizens were shown «received», {street.pressed_again:,} of them after pressing "
        f"again: all delivered; {len(street.left):,} saw an error and left, {stored_unseen:,} of them were "
        "delivered all the same; 0 lost, 0 shown falsely, 0 duplicates"
    )


@dataclass
class Counting(Behaviour):
    """A server that knows how many connections said hello."""

    connected: int = 0

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self, server: object, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connected += 1
        return await super().handle_EHLO(server, session, envelope, hostname, responses)


@dataclass
class Stages:
    """How far the mail server had heard of a mail when its worker was killed."""

    behaviour: Counting
    house: House
    counted: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note the stage of the kill within."""
        before = self._seen()
        yield
        connected, senders, taken, sent = (now - then for now, then in zip(self._seen(), before, strict=True))
        stages = ((sent, RECORDED), (taken, ACCEPTED), (senders, AFTER_MAIL), (connected, CONNECTED))
        self.counted[next((stage for seen, stage in stages if seen), UNCONNECTED)] += 1

    def _seen(self) -> tuple[int, int, int, int]:
        server = self.behaviour
        sent = self.house.states().get(OutboxState.SENT, 0)
        return server.connected, server.senders_seen, len(server.taken), sent


UNCONNECTED, CONNECTED, AFTER_MAIL = "before connecting", "after connecting", "after MAIL"
ACCEPTED, RECORDED = "after DATA was accepted, before the commit", "after the commit"


@pytest.mark.fault(
    "The worker is killed (SIGKILL) at each statement of a delivery: before it connects, after MAIL, "
    "after DATA was accepted, before the commit",
    "every citizen who was shown «received» is delivered; at most one duplicate a kill, same Message-ID, marked",
)
def test_worker_killed(house: House, size: Size, figures: Say) -> None:
    behaviour = Counting()
    stages = Stages(behaviour, house)
    with serving(behaviour) as port, worker_lives(house, mail_server(port)) as lives:
        with house.web() as web:
            received = _ask_together(web, size(32, 1005))
        _count(lives)  # the first does more than the others: it makes the journal's file
        lines, statements, accepted = _count(lives)
        kills = len(received) - 2 - 3
        ends = [f"line:{line}" for line in chosen(kills * 3 // 4, lines)]
        ends += [f"sql:{number}" for number in chosen(kills - len(ends), statements)]
        ends += [f"line:{accepted + number}" for number in range(-1, 2)]
        for end in ends:
            with stages.noting():
                lives.begin(end)
                assert lives.end() == SIGKILLED
        taken = len(behaviour.taken)
        with house.worker(port, LEASE + dt.timedelta(minutes=1)):
            house.wait_until_all_is_sent()
    arrived = mails.read(behaviour.taken)
    assert {*arrived.copies} == received
    assert 0 < arrived.duplicates <= taken
    assert all(len(copies) == 2 for copies in arrived.repeated)
    assert arrived.every_repeat_is_honest()
    assert {UNCONNECTED, AFTER_MAIL, ACCEPTED} <= {*stages.counted}
    told = ", ".join(f"{number:,} {stage}" for stage, number in sorted(stages.counted.items()))
    figures(
        f"{len(ends):,} kills ({told}), at {lines:,} lines and {statements} points around SQL statements; "
        f"{len(received):,} requests, 0 lost, {arrived.duplicates:,} duplicates, all with the "
        "same Message-ID and marked"
    )


def _ask_together(web: int, number: int) -> set[str]:
    marks = [f"prova-{one}" for one in range(number)]
    with ThreadPoolExecutor(2) as pool:
        assert all(pool.map(lambda mark: _asked(web, mark), marks))
    return {*marks}


def _asked(web: int, mark: str) -> bool:
    citizen = Citizen(web, mark)
    return citizen.send(citizen.prepare())


def _count(lives: Lives) -> tuple[int, int, int]:
    lives.begin("line:0")
    lived, *counted = lives.end().split()
    assert lived == "lived"
    lines, statements, accepted = map(int, counted)
    return lines, statements, accepted

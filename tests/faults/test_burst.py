"""Everybody sends at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults import mails
from tests.faults.door import RECEIPT, Citizen
from tests.faults.house import House, settled
from tests.integration.mail.server import Behaviour, serving

AT_ONCE = 32
_FORM = "/moduli/it/contatto"


@dataclass
class Crowd:
    """What one of them after the other was shown, and how long each waited."""

    received: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    refusals: int = 0

    def send(self, port: int, marks: list[str]) -> None:
        """Fill in the form once, and send it for each of a family."""
        citizen = Citizen(port, marks[0])
        answers = {**citizen.prepare().answers, "step": "send"}
        for mark in marks:
            start = time.monotonic()
            while (answer := citizen.connection.post(_FORM, {**answers, "message": mark})).status_code == 503:
                self.refusals += 1
            self.waits.append(time.monotonic() - start)
            assert (answer.status_code, answer.location) == (303, RECEIPT)
            assert "Richiesta ricevuta" in citizen.connection.get(RECEIPT).text
            self.received.append(mark)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with settled(tmp_path) as made:
        yield made


@pytest.mark.fault(
    f"A burst: {AT_ONCE} citizens at once send one request after the other, with the worker running",
    "every one is received, stored once and delivered once",
)
def test_burst(house: House, size: Callable[[int, int], int], figures: Callable[[str], None]) -> None:
    number, behaviour, crowd = size(320, 10_000), Behaviour(), Crowd()
    marks = [f"prova-{one}" for one in range(number)]
    with serving(behaviour) as smtp, house.worker(smtp), house.web() as port:
        start = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            sent = [pool.submit(crowd.send, port, marks[one::AT_ONCE]) for one in range(AT_ONCE)]
        for each in sent:
            each.result()
        asked = time.monotonic() - start
        house.wait_until_all_is_sent()
        delivered = time.monotonic() - start
    assert house.counts() == (number, number)
    arrived = mails.read(behaviour.taken)
    assert {*arrived.copies} == {*crowd.received} == {*marks}
    assert arrived.duplicates == 0
    waits = sorted(crowd.waits)
    figures(
        f"{number:,} requests in {asked:.0f} s, the last mail after {delivered:.0f} s; an answer took "
        f"{waits[number // 2] * 1000:.0f} ms (half of them), {waits[-1] * 1000:.0f} ms at most; "
        f"{crowd.refusals} times «not now»; 0 lost, 0 duplicates"
    )

"""The machine's clock jumps by a day and by a year, forward and back, under the running web process and worker."""

from __future__ import annotations

import datetime as dt
import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults import mails
from tests.faults.door import Citizen, Connection, is_receipt
from tests.faults.house import House, settled, wait_until
from tests.integration.forms.browser import Page
from tests.integration.mail.server import Behaviour, serving

DAY, YEAR = dt.timedelta(days=1), dt.timedelta(days=365)
JUMPS = (DAY, -DAY, YEAR, -YEAR)
_STALE = 400


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with settled(tmp_path) as made:
        yield made


@dataclass
class Town:
    """Web process and worker whose clock jumps, and citizens on both sides of each jump."""

    port: int
    processes: tuple[subprocess.Popen[bytes], ...]
    behaviour: Behaviour
    received: list[str] = field(default_factory=list)
    pressed_again: int = 0

    def citizen(self) -> tuple[Citizen, Page]:
        citizen = Citizen(self.port, f"prova-{len(self.received)}")
        self.received.append(citizen.mark)
        return citizen, citizen.prepare()

    def jump(self, house: House) -> None:
        """Let a jump happen between filling in and sending, and between accepting and delivering."""
        self.behaviour.to_data = "451 not now"
        citizen, check = self.citizen()
        assert citizen.send(check)
        self.behaviour.at_data.clear()
        self.behaviour.at_data.wait()
        citizen, check = self.citizen()
        for process in self.processes:
            process.send_signal(signal.SIGUSR1)
        self.behaviour.to_data = "250 OK"
        self._insist(citizen, check)
        wait_until(
            lambda: len(mails.read(self.behaviour.taken).copies) == len(self.received),
            f"not delivered: {house.log()}",
        )
        wait_until(lambda: health(self.port)["worker"]["state"] == "alive", "the worker is not seen any more")

    def _insist(self, citizen: Citizen, check: Page) -> None:
        answer = citizen.press(check, "step=send")
        if not is_receipt(answer):
            assert answer.status == _STALE
            assert answer.answers["message"] == [citizen.mark]
            self.pressed_again += 1
            answer = citizen.press(answer, "step=send")
        assert is_receipt(answer), answer.text


@pytest.mark.fault(
    "The clock jumps by a day and by a year, forward and back, while citizens fill in and mails wait for a next try",
    "no answer is lost, no request is sent twice or waits for the lost time, the health page tells the truth",
)
def test_clock_jumps(house: House, size: Callable[[int, int], int], figures: Callable[[str], None]) -> None:
    behaviour, jumps = Behaviour(), (JUMPS + JUMPS[::-1])[: size(4, 8)]
    told = {"SPORTELLO_TEST_JUMPS": " ".join(str(jump.total_seconds()) for jump in jumps)}
    ahead = dt.timedelta()
    with (
        serving(behaviour) as smtp,
        house.web_process(ahead, **told) as (port, web),
        house.worker(smtp, ahead, **told) as worker,
    ):
        town = Town(port, (web, worker), behaviour)
        for _ in jumps:
            town.jump(house)
        house.wait_until_all_is_sent()
    arrived = mails.read(behaviour.taken)
    assert {*arrived.copies} == {*town.received}
    assert arrived.duplicates == 0
    figures(
        f"{len(jumps)} jumps, {len(town.received)} requests, {town.pressed_again} citizens had to press «send» again, "
        "with their answers kept; 0 lost, 0 duplicates, each mail that waited went within seconds; "
        f"{arrived.others} reminders came before their time"
    )


def health(port: int) -> dict[str, dict[str, str]]:
    """What the health page says, well or not."""
    read: dict[str, dict[str, str]] = json.loads(Connection(port).get("/health").text)
    return read

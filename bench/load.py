"""Requests sent to the forms app, by one citizen after the other or by many at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil
from urllib.parse import parse_qsl, urlencode

from bench.citizen import Citizen


@dataclass(frozen=True)
class Load:
    """How many send at once, and how many requests each sends, one after the other."""

    clients: int
    each: int

    @property
    def total(self) -> int:
        """All requests."""
        return self.clients * self.each


@dataclass(frozen=True)
class LoadResult:
    """What came of it.

    Attributes:
        seconds: from the first request to the last answer.
        waits: seconds that each request waited for its answer, ascending.
    """

    load: Load
    seconds: float
    waits: Sequence[float]

    @property
    def rate(self) -> float:
        """Requests received a second."""
        return len(self.waits) / self.seconds

    def percentile(self, percent: float) -> float:
        """Seconds within which so many in a hundred were answered."""
        return self.waits[ceil(len(self.waits) * percent / 100) - 1]


def put_under_load(port: int, load: Load) -> LoadResult:
    """Bring all forms to the button "send", then press them.

    Raises:
        BenchError: a request was not received.
    """
    citizens = [Citizen(port) for _ in range(load.clients)]
    with ThreadPoolExecutor(load.clients) as pool:
        prepared = list(pool.map(lambda citizen: _prepare(citizen, load.each), citizens))
        start = time.perf_counter()
        waits = list(pool.map(_send, citizens, prepared))
        seconds = time.perf_counter() - start
    return LoadResult(load, seconds, sorted(wait for own in waits for wait in own))


@dataclass(frozen=True)
class Endurance:
    """A long run of one citizen after the other.

    Attributes:
        early: bytes of the server's memory after a tenth of the requests, when its caches are full.
        late: the same after all of them.
    """

    requests: int
    early: int
    late: int


def endure(port: int, count: int, resident: Callable[[], int]) -> Endurance:
    """Send so many requests with one prepared form, each with other words.

    Raises:
        BenchError: a request was not received.
    """
    citizen = Citizen(port)
    fields = dict(parse_qsl(citizen.prepare(), keep_blank_values=True))
    early = 0
    for number in range(count):
        if number == count // 10:
            early = resident()
        citizen.send(urlencode({**fields, "message": f"{number}: {fields['message']}"}))
    citizen.hang_up()
    return Endurance(count, early, resident())


def _prepare(citizen: Citizen, count: int) -> list[str]:
    bodies = [citizen.prepare() for _ in range(count)]
    citizen.hang_up()  # the server would, if others take long to prepare
    return bodies


def _send(citizen: Citizen, bodies: list[str]) -> list[float]:
    waits = [citizen.send(body) for body in bodies]
    citizen.hang_up()
    return waits

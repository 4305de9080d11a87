"""Slowing who guesses codes: one bucket of tries for everybody, in memory, that knows nobody."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

TRIES = 60
"""Wrong codes in a row before it gets slow."""
PER_SECOND = 0.5
"""Wrong codes that are answered in the long run: at this pace a guess among 10^16 codes comes true in ages."""


class Tries:
    """A token bucket. Right codes cost nothing, so that guessers slow people down only while they guess."""

    def __init__(
        self, size: int = TRIES, per_second: float = PER_SECOND, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._size = size
        self._per_second = per_second
        self._clock = clock
        self._left = float(size)
        self._since = clock()
        self._lock = threading.Lock()

    def take(self) -> int:
        """Take a try: 0 when there was one, else the seconds after which there is one again."""
        with self._lock:
            self._refill()
            if self._left >= 1:
                self._left -= 1
                return 0
            return math.ceil((1 - self._left) / self._per_second)

    def give_back(self) -> None:
        """Give a try back: the code was right."""
        with self._lock:
            self._left = min(self._size, self._left + 1)

    def _refill(self) -> None:
        now = self._clock()
        self._left = min(self._size, self._left + (now - self._since) * self._per_second)
        self._since = now

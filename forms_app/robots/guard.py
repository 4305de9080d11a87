"""Whether a form that was sent goes on at once, goes on to a person's eyes, or takes a little longer."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from forms_app.robots.flood import Flood
from forms_app.robots.puzzle import Proof, check_solution, make_puzzle
from forms_app.robots.used import use
from forms_app.robots.waiting import check_ticket, make_ticket, seconds_left


class Sent(Protocol):
    """What the guard looks at in a form that was sent."""

    @property
    def mark(self) -> str:
        """The form's mark, made when it was first shown."""

    @property
    def solution(self) -> str:
        """The puzzle's, or nothing."""

    @property
    def ticket(self) -> str:
        """Of one who waited, or nothing."""

    @property
    def trap(self) -> str:
        """What stands in the field that people do not see."""


@dataclass(frozen=True)
class Wait:
    """One more thing to do, either of two."""

    puzzle: dict[str, object]
    ticket: str
    seconds: int


@dataclass(frozen=True)
class Guard:
    """What keeps robots and floods off the forms."""

    engine: sa.Engine
    key: bytes
    limit: int
    minimum_seconds: int
    flood: Flood

    def hold(self, sent: Sent, submission_id: str, address: str | None, now: dt.datetime) -> Wait | None:
        """Return what the sender has to do first; None when the request may go on. Raises StorageUnavailableError."""
        excess = self.flood.excess(address, now)
        if not excess:
            return None
        proof = self._proof(sent, now)
        if proof is not None and use(self.engine, proof, submission_id, now):
            return None
        left = None if proof else seconds_left(self.key, sent.mark, sent.ticket, now)
        # A ticket that still runs stays: pressing too early must not start the wait anew.
        ticket = sent.ticket if left is not None else make_ticket(self.key, sent.mark, now, excess)
        seconds = seconds_left(self.key, sent.mark, ticket, now) or 1
        return Wait(make_puzzle(self.key, now, excess, self.limit), ticket, seconds)

    def is_suspect(self, sent: Sent, opened_at: dt.datetime | None, now: dt.datetime) -> bool:
        """Whether a person should look at it first: a hidden field was filled in, or nobody types so fast."""
        too_fast = opened_at is not None and now - opened_at < dt.timedelta(seconds=self.minimum_seconds)
        return bool(sent.trap) or too_fast

    def _proof(self, sent: Sent, now: dt.datetime) -> Proof | None:
        solved = check_solution(self.key, sent.solution, now)
        return solved or check_ticket(self.key, sent.mark, sent.ticket, now)


def make_guard(engine: sa.Engine, secret: bytes, limit: int, minimum_seconds: int) -> Guard:
    """Make the guard of one process."""
    key = hmac.digest(secret, b"robots", hashlib.sha256)
    return Guard(engine, key, limit, minimum_seconds, Flood(limit))

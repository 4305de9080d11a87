"""What to do after a failed try: the decision is a value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from forms_app.outbox.states import ErrorKind

FIRST_PAUSE = dt.timedelta(seconds=10)
LONGEST_PAUSE = dt.timedelta(hours=6)
JITTER = 0.2
"""A pause grows by at most this part of itself, so that rows which failed together do not return together."""
LAST_ATTEMPT = 46
"""The pauses before it add up to more than eight days."""

_FINAL = frozenset({ErrorKind.PERMANENT, ErrorKind.NO_ADDRESS, ErrorKind.SEAL_BROKEN})


class Reason(StrEnum):
    """Why nothing more is tried."""

    FINAL_ERROR = "final_error"
    """Trying again could not help before a person mends something."""
    EXHAUSTED = "exhausted"
    """Every retry was used."""


@dataclass(frozen=True)
class Retry:
    """Try again, not before this moment."""

    at: dt.datetime


@dataclass(frozen=True)
class GiveUp:
    """Leave the row as failed: the health page shows it until a person acts."""

    reason: Reason


def decide(attempts: int, kind: ErrorKind, now: dt.datetime, jitter: float) -> Retry | GiveUp:
    """Decide after the failed try number `attempts` (from 1); `jitter` is a random number from 0 to 1."""
    if kind in _FINAL:
        return GiveUp(Reason.FINAL_ERROR)
    if attempts >= LAST_ATTEMPT:
        return GiveUp(Reason.EXHAUSTED)
    return Retry(now + pause(attempts) * (1 + JITTER * jitter))


def pause(attempts: int) -> dt.timedelta:
    """Return the pause after try number `attempts`, without jitter: it doubles up to the longest."""
    doublings = min(attempts - 1, (LONGEST_PAUSE // FIRST_PAUSE).bit_length())
    doubled: dt.timedelta = FIRST_PAUSE * 2**doublings
    return min(doubled, LONGEST_PAUSE)

"""A small calculation that a browser does before sending (ALTCHA's proof of work, SHA-256)."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from altcha.v1 import ChallengeOptions, create_challenge, extract_params, verify_solution

LIFE = dt.timedelta(minutes=30)
EASIEST, HARDEST = 50_000, 400_000
"""Hashes at most: about a second on a simple telephone, and eight times that."""
_TYPES = {"algorithm": str, "challenge": str, "number": int, "salt": str, "signature": str}


@dataclass(frozen=True)
class Proof:
    """That somebody took trouble: it counts once, until it expires."""

    digest: bytes
    expires_at: dt.datetime


def make_puzzle(key: bytes, now: dt.datetime, excess: int, limit: int) -> dict[str, object]:
    """Make a puzzle, the harder the further a limit is passed."""
    largest = min(EASIEST * (1 + excess // max(limit, 1)), HARDEST)
    made = create_challenge(ChallengeOptions(max_number=largest, hmac_key=key, expires=now + LIFE))
    return {
        "algorithm": made.algorithm,
        "challenge": made.challenge,
        "maxnumber": largest,
        "salt": made.salt,
        "signature": made.signature,
    }


def check_solution(key: bytes, text: str, now: dt.datetime) -> Proof | None:
    """Read what the browser sent: base64 of JSON. None when it is wrong, late, or no solution at all."""
    solution = _read(text)
    # The library looks at the machine's own clock.
    if solution is None or not verify_solution(solution, key, check_expires=False)[0]:
        return None
    expires_at = _expiry(solution)
    if expires_at is None or expires_at <= now:
        return None
    # Of the challenge: a solution can be written in many ways.
    return Proof(hashlib.sha256(b"puzzle\0" + solution["challenge"].encode()).digest(), expires_at)


def _read(text: str) -> Any:  # noqa: ANN401 - the library's own type is private
    try:
        found = json.loads(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("algorithm") != "SHA-256":
        return None
    fits = all(type(found.get(name)) is kind for name, kind in _TYPES.items())
    return {name: found[name] for name in _TYPES} if fits and _is_utf8(found) else None


def _is_utf8(found: dict[str, Any]) -> bool:
    try:
        "".join(map(str, found.values())).encode()
    except UnicodeEncodeError:
        return False
    return True


def _expiry(solution: Any) -> dt.datetime | None:  # noqa: ANN401 - the same
    values = extract_params(solution).get("expires", [])
    try:
        return dt.datetime.fromtimestamp(int(values[0]), dt.UTC)
    except (IndexError, ValueError, OverflowError, OSError):
        return None

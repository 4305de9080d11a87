"""The slower way, for browsers without JavaScript: to wait some seconds and press again."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets

from forms_app.robots.puzzle import LIFE, Proof

SHORTEST, LONGEST = 10, 120
"""Seconds."""
_TICKET = re.compile(r"([0-9]{1,12})\.([0-9a-f]{32})\.([0-9a-f]{64})")


def make_ticket(key: bytes, mark: str, now: dt.datetime, excess: int) -> str:
    """Make a ticket that counts after some seconds: the more, the further a limit is passed.

    `mark` is the form's; with another form the ticket is worth nothing.
    """
    seconds = min(SHORTEST + 2 * excess, LONGEST)
    due, nonce = str(int(now.timestamp()) + seconds), secrets.token_hex(16)
    return f"{due}.{nonce}.{_mac(key, mark, due, nonce)}"


def seconds_left(key: bytes, mark: str, ticket: str, now: dt.datetime) -> int | None:
    """Return how long to wait still, 0 when it is time; None for a ticket that is forged or too old."""
    due = _due(key, mark, ticket)
    if due is None or now >= due + LIFE:
        return None
    return max(0, int((due - now).total_seconds() + 0.999))


def check_ticket(key: bytes, mark: str, ticket: str, now: dt.datetime) -> Proof | None:
    """Return the proof that somebody waited; None when the time has not come or is over."""
    due = _due(key, mark, ticket)
    if due is None or not due <= now < due + LIFE:
        return None
    return Proof(hashlib.sha256(b"ticket\0" + ticket.encode()).digest(), due + LIFE)


def _due(key: bytes, mark: str, ticket: str) -> dt.datetime | None:
    match = _TICKET.fullmatch(ticket)
    if match is None or not match[0].isascii():
        return None
    due, nonce, mac = match.groups()
    if not hmac.compare_digest(mac, _mac(key, mark, due, nonce)):
        return None
    return dt.datetime.fromtimestamp(int(due), dt.UTC)


def _mac(key: bytes, mark: str, due: str, nonce: str) -> str:
    text = f"{mark}\0{due}\0{nonce}".encode("utf-8", "replace")
    return hmac.digest(key, b"ticket\0" + text, hashlib.sha256).hex()

"""The partner's links: signed, bound to one purpose and one mail, with an end. They hold nothing of the citizen."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import uuid
from dataclasses import dataclass
from enum import IntEnum

from forms_app.privacy.signed import SignedWord
from forms_app.requests.submission import Half, HalfDay

LIFE = dt.timedelta(days=60)
"""How long a link can be used after its mail was ordered; reminders bring new ones."""

_WORD = SignedWord(content=24, signature=21)


class Purpose(IntEnum):
    """The one thing that a link can do."""

    TAKE = 1
    """Say "taken in charge"."""
    CONFIRM = 2
    """Confirm one of the half-days that the citizen asked for."""
    PROPOSE = 3
    """Say another day and hour."""
    PASS_ON = 4
    """Hand the request to another organization."""
    CLOSE = 5
    """Say "done"."""


@dataclass(frozen=True)
class Link:
    """What a link says."""

    purpose: Purpose
    row: uuid.UUID
    """The row of the outbox whose mail holds the link: by it request and organization are known."""
    until: dt.datetime
    """Aware, whole seconds."""
    half_day: HalfDay | None = None
    """Of a link that confirms: which one."""


def link_key(secret: bytes) -> bytes:
    """Derive the key of the links from the application's secret, so that it signs nothing else."""
    return hmac.digest(secret, b"sportello partner link 1", hashlib.sha256)


def sign(key: bytes, link: Link) -> str:
    """Write a link as 72 letters and digits."""
    content = b"".join(
        (
            link.purpose.to_bytes(1, "big"),
            link.row.bytes,
            int(link.until.timestamp()).to_bytes(4, "big"),
            _packed(link.half_day).to_bytes(3, "big"),
        )
    )
    return _WORD.write(key, content)


def verify(key: bytes, token: str) -> Link:
    """Read a link, whether or not its time is over. Raises LinkRefusedError when it is not ours."""
    content = _WORD.read(key, token)
    return Link(
        Purpose(content[0]),
        uuid.UUID(bytes=content[1:17]),
        dt.datetime.fromtimestamp(int.from_bytes(content[17:21], "big"), dt.UTC),
        _unpacked(int.from_bytes(content[21:24], "big")),
    )


def _packed(half_day: HalfDay | None) -> int:
    return 0 if half_day is None else half_day.date.toordinal() * 2 + (half_day.half is Half.AFTERNOON)


def _unpacked(number: int) -> HalfDay | None:
    if not number:
        return None
    return HalfDay(dt.date.fromordinal(number // 2), Half.AFTERNOON if number % 2 else Half.MORNING)

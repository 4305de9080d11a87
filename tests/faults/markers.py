"""Markers that are planted in what a citizen types, in every shape in which they could be found again."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus


@dataclass(frozen=True)
class Planted:
    """The typed answers of one request; no other has any of them."""

    number: int

    @property
    def answers(self) -> dict[str, str]:
        """The texts of a contact request."""
        return {
            "name": f"Segnale-{self.number:04}-nome",
            "phone": f"333 {self.number:04} 917",
            "email": f"segnale-{self.number:04}-posta@example.org",
            "message": f"Segnale-{self.number:04}-parole perché مرحبا",
        }

    @property
    def referrer(self) -> dict[str, str]:
        """The texts of a referral besides."""
        return {
            "referrer_name": f"Segnale-{self.number:04}-chi",
            "referrer_service": f"Segnale-{self.number:04}-servizio",
            "referrer_contact": f"segnale-{self.number:04}-ufficio@example.org",
        }

    @property
    def marks(self) -> tuple[str, ...]:
        """What must not be found."""
        digits = self.answers["phone"].replace(" ", "")
        phones = (digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}")
        return (f"Segnale-{self.number:04}", *self.answers.values(), *self.referrer.values(), *phones)


def shapes(mark: str) -> Iterator[bytes]:
    """The mark as it could stand in a file: plain, UTF-16, escaped, hexadecimal, in any run of base64."""
    raw = mark.encode()
    yield raw
    yield mark.lower().encode()
    yield mark.encode("utf-16-le")
    yield quote_plus(mark).encode()
    yield json.dumps(mark)[1:-1].encode()
    yield raw.hex().encode()
    yield repr(raw)[2:-1].encode()
    for shift in range(3):
        # The first and last letters depend on what stands beside.
        yield base64.b64encode(b"\0" * shift + raw)[4:-4]


def found(marks: Iterable[str], *places: tuple[str, bytes]) -> list[str]:
    """Name the places in which a mark is found."""
    wanted = {shape for mark in marks for shape in shapes(mark) if shape}
    return [name for name, content in places if any(shape in content for shape in wanted)]


def files(*folders: Path) -> list[tuple[str, bytes]]:
    """Everything in some folders, with its name, which counts too."""
    paths = (path for folder in folders for path in folder.rglob("*"))
    return [
        (str(path), str(path).encode() + (path.read_bytes() if path.is_file() else b"")) for path in paths
    ]


def unpacked(cookie: str) -> bytes:
    """What a session's cookie holds: who has the cookie can read it."""
    payload = cookie.lstrip(".").partition(".")[0]
    data = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return zlib.decompress(data) if cookie.startswith(".") else data

"""What restoring a backup of the database must not undo: mails handed over, requests withdrawn, erased, destroyed.

It lies beside the database and not in its backup. It holds no identity, only a digest by which one of the 2^122 random
identities in a restored database is recognised.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import os
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

KEPT = dt.timedelta(days=400)
"""How long an entry is kept: no backup may be older."""

_MODE, _FOLDER_MODE = 0o660, 0o770
_DIGEST = 16

_log = logging.getLogger(__name__)


class Entry(StrEnum):
    """What happened."""

    SENT = "sent"
    """A mail, of the outbox or beside it, was handed over."""
    WITHDRAWN = "withdrawn"
    ERASED = "erased"
    """By the citizen."""
    DESTROYED = "destroyed"
    """By time or by a decision."""


@dataclass(frozen=True)
class Journal:
    """A folder with a file a month, to which web process and worker append."""

    folder: Path

    def write(self, entry: Entry, ids: Collection[uuid.UUID], now: dt.datetime) -> None:
        """Add entries, durably. Where that is not possible the log says so, and what was to be done goes on."""
        # A line begins where one that was cut off, for want of room, cannot spoil it.
        lines = "".join(f"\n{entry} {_digest(one)}" for one in ids)
        try:
            if lines:
                self._append(self._file(now), lines.encode("ascii"))
        except OSError as error:
            _log.error("the journal cannot be written: %s", error.strerror)

    def told(self, entry: Entry, ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
        """Return those of which this is written. Raises OSError."""
        known = self._digests(entry)
        return [one for one in ids if _digest(one) in known]

    def forget(self, now: dt.datetime) -> None:
        """Delete the files of months that are long over."""
        last = self._file(now - KEPT).name
        for file in self.folder.glob("????-??"):
            if file.name < last:
                file.unlink(missing_ok=True)

    def _digests(self, entry: Entry) -> frozenset[str]:
        texts = [file.read_text("ascii") for file in self.folder.glob("????-??")]
        lines = (line.partition(" ") for text in texts for line in text.splitlines())
        return frozenset(digest for kind, _, digest in lines if kind == entry)

    def _append(self, file: Path, lines: bytes) -> None:
        new = not file.exists()
        if new:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(self.folder.stat().st_mode | _FOLDER_MODE)
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _MODE)
        try:
            if new:
                os.fchmod(descriptor, _MODE)  # for the other process's user, whatever this one's umask
            # One write: what two processes append at once is not mixed.
            os.write(descriptor, lines)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if new:
            _make_durable(self.folder)

    def _file(self, now: dt.datetime) -> Path:
        return self.folder / f"{now:%Y-%m}"


def _digest(one: uuid.UUID) -> str:
    return hashlib.sha256(b"sportello journal 1\0" + one.bytes).hexdigest()[: 2 * _DIGEST]


def _make_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

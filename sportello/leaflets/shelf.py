"""What has been printed before: PDFs in the site's cache, each by the digest of all that it was made from."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sportello.leaflets.sheets import Sheet

_DAY = 24 * 60 * 60
_ROOM = Path(__file__).parent
_MADE_BY = ("weasyprint", "pydyf", "fonttools", "segno")


@dataclass(frozen=True)
class Shelf:
    """The folder of printed PDFs."""

    folder: Path

    def place(self, sheet: Sheet) -> Path:
        """Where the PDF of a sheet is, or is to be."""
        digest = blake2b(_tools() + sheet.format.encode() + b"\0" + sheet.html.encode(), digest_size=16)
        return self.folder / f"{digest.hexdigest()}.pdf"

    def put(self, sheet: Sheet, data: bytes) -> None:
        """Keep a PDF: wholly, or not at all."""
        place = self.place(sheet)
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(data)
        fresh.replace(place)

    def clear(self, wanted: Iterable[Path]) -> None:
        """Remove what no sheet needs any more; what is younger than a day may be another build's."""
        yesterday = time.time() - _DAY
        for file in set(self.folder.glob("*")) - set(wanted):
            if file.stat().st_mtime < yesterday:
                file.unlink(missing_ok=True)


def site_shelf(root: Path) -> Shelf:
    """The shelf of the site whose `mkdocs.yml` stands in a folder."""
    return Shelf(root / ".cache/sportello/leaflets")


@cache
def _tools() -> bytes:
    """Everything beside the sheet that a PDF depends on: how it is printed, in which fonts, and by which programs."""
    files = (
        _ROOM / "printing.py",
        _ROOM / "qr.py",
        _ROOM / "print.css",
        *sorted((_ROOM / "fonts").iterdir()),
    )
    digest = blake2b(digest_size=16)
    for data in (*(file.read_bytes() for file in files), *(version(name).encode() for name in _MADE_BY)):
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()

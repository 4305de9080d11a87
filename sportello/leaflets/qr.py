"""QR codes (ISO/IEC 18004) as SVG."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import segno

SCHEME = "qr:"
"""What stands before an address in a sheet, where `printing` puts its code: making one takes longer than the sheet."""


@lru_cache(maxsize=16)
def qr_svg(address: str) -> bytes:
    """The code of an address with its quiet zone, as an SVG document; readable with a quarter of it gone (level Q)."""
    written = BytesIO()
    code = segno.make_qr(address, error="q", boost_error=False)
    code.save(written, kind="svg", border=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return written.getvalue()

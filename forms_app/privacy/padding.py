"""Padding to a few sizes, so that the length of a sealed text says almost nothing about the text."""

from __future__ import annotations

from forms_app.errors import PayloadTooLongError, SealBrokenError

SIZES = (2048, 4096, 8192)
"""The sizes in bytes: nearly every request in Latin script has the first, in other scripts the second."""

_LENGTH_BYTES = 4


def pad(plain: bytes) -> bytes:
    """Return `plain` with its length before it and zeros behind it, in the smallest size that holds both.

    Raises PayloadTooLongError when none does.
    """
    needed = len(plain) + _LENGTH_BYTES
    for size in SIZES:
        if needed <= size:
            return (len(plain).to_bytes(_LENGTH_BYTES, "big") + plain).ljust(size, b"\0")
    raise PayloadTooLongError(len(plain), SIZES[-1] - _LENGTH_BYTES)


def unpad(padded: bytes) -> bytes:
    """Return what was padded. Raises SealBrokenError when `padded` was not made by `pad`."""
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    end = _LENGTH_BYTES + length
    if len(padded) not in SIZES or end > len(padded) or any(padded[end:]):
        raise SealBrokenError
    return padded[_LENGTH_BYTES:end]

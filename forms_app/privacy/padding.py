"""Padding to a few sizes, so that the length of a sealed text says almost nothing about the text."""

from __future__ import annotations

from collections.abc import Sequence

from forms_app.errors import PayloadTooLongError, SealBrokenError

SIZES = (2048, 4096, 8192)
"""The sizes in bytes: nearly every request in Latin script has the first, in other scripts the second."""

MAIL_SIZES = (8192, 16384, 32768, 131072)
"""The sizes in bytes of a whole mail before it is encrypted: the last one holds the longest that the forms allow."""

_LENGTH_BYTES = 4


def pad(plain: bytes) -> bytes:
    """Return `plain` with its length before it and zeros behind it, in the smallest size that holds both.

    Raises PayloadTooLongError when none does.
    """
    size = fitting_size(len(plain) + _LENGTH_BYTES, SIZES)
    return (len(plain).to_bytes(_LENGTH_BYTES, "big") + plain).ljust(size, b"\0")


def pad_mail(mail: bytes) -> bytes:
    """Return a multipart mail with lines of blanks after its last boundary, which no reader shows (RFC 2046, 5.1.1).

    Raises PayloadTooLongError.
    """
    size = fitting_size(len(mail), MAIL_SIZES)
    line = b" " * 70 + b"\r\n"
    missing = size - len(mail)
    return mail + (line * (missing // len(line) + 1))[len(line) - missing % len(line) :]


def fitting_size(needed: int, sizes: Sequence[int]) -> int:
    """Return the smallest of `sizes` that holds `needed` bytes. Raises PayloadTooLongError when none does."""
    for size in sizes:
        if needed <= size:
            return size
    raise PayloadTooLongError(needed, sizes[-1])


def unpad(padded: bytes) -> bytes:
    """Return what was padded. Raises SealBrokenError when `padded` was not made by `pad`."""
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    end = _LENGTH_BYTES + length
    if len(padded) not in SIZES or end > len(padded) or any(padded[end:]):
        raise SealBrokenError
    return padded[_LENGTH_BYTES:end]

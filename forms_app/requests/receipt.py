"""Receipt codes: 16 digits that look like a telephone number, stored nowhere but as a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

from forms_app.privacy.private import Private

DIGITS = 16


def receipt_code(key: bytes, submission_id: str) -> Private:
    """Make the code of a submission: always the same for the same one, not to be guessed without the key."""
    digest = _keyed(key, b"receipt code", submission_id)
    return Private(f"{int.from_bytes(digest, 'big') % 10**DIGITS:0{DIGITS}d}")


def receipt_hash(key: bytes, code: Private) -> bytes:
    """Make the 32 bytes by which a code is found again, whatever spaces it has, in whatever script."""
    digits = (str(unicodedata.decimal(character)) for character in code.reveal() if character.isdecimal())
    return _keyed(key, b"receipt hash", "".join(digits))


def grouped(code: Private) -> Private:
    """Write a code for reading aloud, grouped as telephone numbers are: `0374 555 120 884 316`."""
    digits = code.reveal()
    return Private(" ".join([digits[:4], *(digits[start : start + 3] for start in range(4, DIGITS, 3))]))


def _keyed(key: bytes, purpose: bytes, text: str) -> bytes:
    return hmac.digest(key, purpose + b"\0" + text.encode("utf-8", "replace"), hashlib.sha256)

"""The opaque code by which partner and desk can speak of a request."""

from __future__ import annotations

import base64
import uuid


def short_code(request_id: uuid.UUID) -> str:
    """Return eight letters and digits: `K7F2-9QXM`."""
    letters = base64.b32encode(request_id.bytes[:5]).decode("ascii")
    return f"{letters[:4]}-{letters[4:]}"

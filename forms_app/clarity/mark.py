"""What the second screen carries of the first: signed, because there is no cookie to keep it in."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from forms_app.errors import ForgedError


@dataclass(frozen=True)
class Mark:
    """One rating that has begun.

    Attributes:
        id: the rating's, random.
        page: the file of the rated page.
        language: in which it was read.
        opened_at: when the second screen was made; it stays in the reader's page, and is not stored.
    """

    id: uuid.UUID
    page: str
    language: str
    stars: int
    opened_at: dt.datetime


def write_mark(secret: bytes, mark: Mark) -> str:
    """The mark as text that nobody else can make."""
    fields = (mark.id.hex, mark.page, mark.language, mark.stars, int(mark.opened_at.timestamp()))
    return str(_serializer(secret).dumps(fields))


def read_mark(secret: bytes, text: str) -> Mark:
    """Read what `write_mark` wrote. Raises ForgedError."""
    try:
        found, page, language, stars, opened = _serializer(secret).loads(text)
    except (BadData, UnicodeError):
        raise ForgedError from None
    return Mark(uuid.UUID(found), page, language, stars, dt.datetime.fromtimestamp(opened, dt.UTC))


def _serializer(secret: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=b"clarity", signer_kwargs={"digest_method": hashlib.sha256})

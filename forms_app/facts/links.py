"""The owner's link: signed, for one organization, with an end, as the partners' links are (`forms_app.ledger.links`).

A link is 40 bytes in lower-case base32, so no bit of it is left over: any character changed is another link.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass, field

from forms_app.errors import LinkRefusedError

LIFE = dt.timedelta(days=60)
"""How long a link can be used after its mail was ordered."""

_NAME, _UNTIL, _SIGNATURE = 16, 4, 20
_CONTENT = _NAME + _UNTIL
_LENGTH = (_CONTENT + _SIGNATURE) * 8 // 5


@dataclass(frozen=True)
class FactsLink:
    """What a link says."""

    name: bytes
    """Of the organization, see `name_of`: a link need not be as long as a slug."""
    until: dt.datetime
    """Aware, whole seconds."""


@dataclass(frozen=True)
class FactsLinker:
    """Makes the links. The same mail, sent again, holds the same one."""

    base: str
    """The address of the site, without a slash at its end."""
    key: bytes = field(repr=False)

    def address(self, organization: str, ordered_at: dt.datetime) -> str:
        """The address that an organization's mail holds."""
        token = sign(self.key, FactsLink(name_of(organization), ordered_at + LIFE))
        return f"{self.base}/partner/dati/{token}"


def facts_key(link_key: bytes) -> bytes:
    """Derive the key of these links from that of the partners' links: neither opens the other."""
    return hmac.digest(link_key, b"sportello facts link 1", hashlib.sha256)


def name_of(organization: str) -> bytes:
    """Say which organization (its slug) a link is for, in 16 bytes."""
    return hashlib.sha256(b"sportello owner 1\0" + organization.encode()).digest()[:_NAME]


def sign(key: bytes, link: FactsLink) -> str:
    """Write a link as 64 letters and digits."""
    content = link.name + int(link.until.timestamp()).to_bytes(_UNTIL, "big")
    return base64.b32encode(content + _signature(key, content)).decode("ascii").lower()


def verify(key: bytes, token: str) -> FactsLink:
    """Read a link, whether or not its time is over. Raises LinkRefusedError when it is not ours."""
    content = _decoded(token)
    if not hmac.compare_digest(_signature(key, content[:_CONTENT]), content[_CONTENT:]):
        raise LinkRefusedError
    until = dt.datetime.fromtimestamp(int.from_bytes(content[_NAME:_CONTENT], "big"), dt.UTC)
    return FactsLink(content[:_NAME], until)


def _signature(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, hashlib.sha256)[:_SIGNATURE]


def _decoded(token: str) -> bytes:
    if len(token) != _LENGTH or not token.isascii() or token != token.lower():
        raise LinkRefusedError
    try:
        return base64.b32decode(token.upper())
    except ValueError:
        raise LinkRefusedError from None

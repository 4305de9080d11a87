"""The owner's link: signed, for one organization, with an end, as partners' links are (`forms_app.ledger.links`)."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass, field

from forms_app.privacy.signed import SignedWord

LIFE = dt.timedelta(days=60)
"""How long a link can be used after its mail was ordered."""

_NAME, _UNTIL = 16, 4
_WORD = SignedWord(content=_NAME + _UNTIL, signature=20)


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
    return _WORD.write(key, content)


def verify(key: bytes, token: str) -> FactsLink:
    """Read a link, whether or not its time is over. Raises LinkRefusedError when it is not ours."""
    content = _WORD.read(key, token)
    until = dt.datetime.fromtimestamp(int.from_bytes(content[_NAME:], "big"), dt.UTC)
    return FactsLink(content[:_NAME], until)

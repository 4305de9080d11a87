"""Where the certificates are that organizations name. What is in them is the forms app's to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sportello.catalogue.model import Organization

SUFFIXES = (".asc", ".pgp", ".gpg")
"""Of OpenPGP files. They never become part of the built site: one might hold a secret key."""

_ARMORED_SECRET = b"-----BEGIN PGP PRIVATE KEY BLOCK-----"
_SECRET_TAG = 5


def certificate_path(docs: Path, organization: Organization) -> Path | None:
    """The file that an organization names: beside its page, else below the folder of pages; None when it names none.

    A file that is not there is looked for beside the page.
    """
    if organization.certificate is None:
        return None
    beside = (docs / organization.path).parent / organization.certificate
    below = docs / organization.certificate
    return below if below.is_file() and not beside.is_file() else beside


def holds_secret_key(content: bytes) -> bool:
    """Whether a file is an OpenPGP secret key, armored or binary (RFC 9580, 4.2 and 5.5.1.3)."""
    if _ARMORED_SECRET in content:
        return True
    first = content[0] if content else 0
    tag = first & 0x3F if first & 0x40 else (first & 0x3C) >> 2
    return bool(first & 0x80) and tag == _SECRET_TAG

"""Sealing at rest with HPKE (RFC 9180, base mode): who seals holds a public key, and cannot open."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from forms_app.errors import SealBrokenError
from forms_app.privacy.padding import pad, unpad

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal(plain: bytes, public_key: X25519PublicKey, info: bytes) -> bytes:
    """Seal `plain`, padded, for the holder of the private key.

    `info` identifies the row that will hold it: the result opens nowhere else. Raises PayloadTooLongError.
    """
    return _SUITE.encrypt(pad(plain), public_key, info=info)


def open_sealed(sealed: bytes, private_key: X25519PrivateKey, info: bytes) -> bytes:
    """Give back what `seal` was given. Raises SealBrokenError when key, row or a single bit is another."""
    try:
        padded = _SUITE.decrypt(sealed, private_key, info=info)
    except (InvalidTag, ValueError):
        raise SealBrokenError from None
    return unpad(padded)

"""Signing mails with DKIM (RFC 6376), for those whose mail server does not."""

from __future__ import annotations

from dataclasses import dataclass, field

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from forms_app.errors import SettingsInvalidError
from forms_app.settings import Dkim

FEWEST_BITS = 2048


@dataclass(frozen=True)
class Signer:
    """Signs with one key."""

    selector: bytes
    domain: bytes
    key: bytes = field(repr=False)
    """As dkimpy wants it: PEM, PKCS #1."""

    def signed(self, mail: bytes) -> bytes:
        """Return a mail, with CRLF, with its signature before it; nothing else in it changes."""
        signature = dkim.sign(
            mail, self.selector, self.domain, self.key, canonicalize=(b"relaxed", b"relaxed")
        )
        return bytes(signature) + mail


def make_signer(settings: Dkim) -> Signer:
    """Read the key. Raises SettingsInvalidError when it is of no use."""
    try:
        key = serialization.load_pem_private_key(settings.key_file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise _unusable("it holds no private key in PEM without a password") from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < FEWEST_BITS:
        raise _unusable(f"its key is not RSA with {FEWEST_BITS} bits or more")
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL
    pem = key.private_bytes(encoding, form, serialization.NoEncryption())
    return Signer(settings.selector.encode("ascii"), settings.domain.encode("ascii"), pem)


def _unusable(cause: str) -> SettingsInvalidError:
    remedy = "Make one with `openssl genrsa -out dkim.pem 2048`, or leave signing to the mail server"
    return SettingsInvalidError([f"SPORTELLO_DKIM_KEY_FILE: {cause}. {remedy}."])

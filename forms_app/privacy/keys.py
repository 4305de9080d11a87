"""The key files: made once, with right permissions, and read with their permissions checked."""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from forms_app.errors import KeyUnusableError

_REMEDY = "Run `flask --app forms_app init`, or restore the file from your backup"
_SECRET_BYTES = 32
_DIFFERENT_BYTES = 16
"""At least so many are in 32 random ones: fewer come once in 10^12 secrets."""


@dataclass(frozen=True)
class KeyFiles:
    """Where the keys are. The web process must be able to read all of them but `private`."""

    private: Path
    """The worker's X25519 private key (PEM, PKCS #8): opens the sealed requests."""
    public: Path
    """The public key that belongs to it (PEM): seals them."""
    receipt: Path
    """32 random bytes as hexadecimal: receipt codes are made with it."""
    secret: Path
    """32 random bytes as hexadecimal: Flask's secret key, signs sessions and form tokens."""


def create_missing(files: KeyFiles) -> tuple[Path, ...]:
    """Make the key files that do not exist and return them; never touch one that does.

    Without a private key beside an existing public one (a machine with only the web process) none is made.
    Raises KeyUnusableError when an existing private key is none.
    """
    created = []
    if not files.public.exists():
        created += [files.private] if _create(files.private, _new_private_key(), 0o600) else []
        created += [files.public] if _create(files.public, _public_of(files.private), 0o644) else []
    for path in (files.receipt, files.secret):
        created += [path] if _create(path, secrets.token_hex(_SECRET_BYTES).encode(), 0o600) else []
    return tuple(created)


def load_private_key(path: Path) -> X25519PrivateKey:
    """Read the worker's private key. Raises KeyUnusableError."""
    try:
        key = serialization.load_pem_private_key(read_secret(path), password=None)
    except (ValueError, TypeError):
        raise KeyUnusableError(path, "the file is not a private key in PEM", _REMEDY) from None
    if not isinstance(key, X25519PrivateKey):
        raise KeyUnusableError(path, "the key is not an X25519 key", _REMEDY)
    return key


def load_public_key(path: Path) -> X25519PublicKey:
    """Read the key that the web process seals with. Raises KeyUnusableError."""
    try:
        key = serialization.load_pem_public_key(_read(path))
    except ValueError:
        raise KeyUnusableError(path, "the file is not a public key in PEM", _REMEDY) from None
    if not isinstance(key, X25519PublicKey):
        raise KeyUnusableError(path, "the key is not an X25519 key", _REMEDY)
    return key


def load_secret(path: Path) -> bytes:
    """Read a secret written as hexadecimal (receipt key, Flask's secret key). Raises KeyUnusableError."""
    try:
        secret = bytes.fromhex(read_secret(path).decode("ascii"))
    except ValueError:
        raise KeyUnusableError(path, "the file is not hexadecimal text", _REMEDY) from None
    if len(secret) < _SECRET_BYTES:
        raise KeyUnusableError(path, "the secret is shorter than 32 bytes", _REMEDY)
    if len(set(secret)) < _DIFFERENT_BYTES:
        raise KeyUnusableError(path, "the secret is not random, but a default or an example", _REMEDY)
    return secret


def _new_private_key() -> bytes:
    return X25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_of(private: Path) -> bytes:
    return (
        load_private_key(private)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def _create(path: Path, content: bytes, mode: int) -> bool:
    # Written beside and linked into place: of two processes at once one wins; none reads half a key.
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:
            return False
    return True


def read_secret(path: Path) -> bytes:
    """Read a file that not everybody on this machine may read. Raises KeyUnusableError."""
    content = _read(path)
    if stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXO:
        raise KeyUnusableError(
            path, "everybody on this machine may read or write it", f"Run `chmod o= {path}`"
        )
    return content


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise KeyUnusableError(path, "the file does not exist", _REMEDY) from None
    except OSError as error:
        raise KeyUnusableError(
            path, f"the file cannot be read ({error.strerror})", "Correct its owner and mode"
        ) from None

"""OpenPGP certificates of the partners (RFC 9580): reading one, judging it, encrypting for it.

pysequoia encrypts for expired and revoked certificates and takes secret keys as recipients, without a word. Here a
certificate is judged first, and the encryption uses only those of its keys that passed. pysequoia's errors hold a
backtrace: none leaves this module.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import pysequoia
from pysequoia.packet import Packet, PacketPile, PublicKeyAlgorithm, SignatureType, Tag

NOTICE = dt.timedelta(days=30)
"""How long before a key expires its organization is told."""
FEWEST_BITS = 2048
_TRIES = 8

_SECRET = (Tag.SecretKey, Tag.SecretSubkey)
_MODULAR = (
    PublicKeyAlgorithm.RSAEncryptSign,
    PublicKeyAlgorithm.RSAEncrypt,
    PublicKeyAlgorithm.RSASign,
    PublicKeyAlgorithm.DSA,
    PublicKeyAlgorithm.ElGamalEncrypt,
)
_FIRST_NUMBER = {4: 6, 6: 10}
"""Where the first number of a public key begins in its packet, by version (RFC 9580, 5.5.2)."""


class KeyFault(StrEnum):
    """What is wrong with a partner's key."""

    MISSING = "missing"
    """There is no such file, or it cannot be read."""
    UNREADABLE = "unreadable"
    """The file is not one OpenPGP certificate."""
    SECRET = "secret"  # noqa: S105 - a kind, not a password
    """The file holds a secret key: whoever saw it can read the mails."""
    REVOKED = "revoked"
    EXPIRED = "expired"
    EXPIRING = "expiring"
    """It expires within `NOTICE`. Until then it is still used."""
    NO_ENCRYPTION = "no_encryption"
    """No key in it is for encryption."""
    WEAK = "weak"
    """Fewer than `FEWEST_BITS`, or algorithms that are refused today."""
    WRONG_ADDRESS = "wrong_address"
    """It was not made for the address that the requests go to."""
    NOT_ACTIVATED = "not_activated"
    """No test mail for this very key was accepted yet."""


class CertificateRefusedError(Exception):
    """A file is of no use as a certificate, or an encryption was refused. It carries a kind and no library's text."""

    def __init__(self, fault: KeyFault) -> None:
        """Keep the kind."""
        self.fault = fault
        super().__init__(fault.value)


@dataclass(frozen=True)
class EncryptionKey:
    """A key of a certificate that is meant for encryption and not revoked."""

    fingerprint: str
    expires_at: dt.datetime | None
    weak: bool


@dataclass(frozen=True)
class Certificate:
    """What a certificate says, without any judgement."""

    fingerprint: str
    """Of its primary key, lower-case hexadecimal."""
    addresses: frozenset[str]
    """The e-mail addresses of its user ids that are not revoked, case folded."""
    revoked: bool
    expires_at: dt.datetime | None
    """When its primary key ends."""
    weak: bool
    """Whether its primary key is."""
    keys: tuple[EncryptionKey, ...]
    content: bytes = field(repr=False)

    def usable(self, now: dt.datetime) -> tuple[EncryptionKey, ...]:
        """Return the keys that may be encrypted for at that moment."""
        return tuple(key for key in self.keys if not key.weak and _alive(key.expires_at, now))


@dataclass(frozen=True)
class KeyHealth:
    """The judgement on a certificate at one moment."""

    faults: tuple[KeyFault, ...]
    expires_at: dt.datetime | None

    @property
    def usable(self) -> bool:
        """Whether to encrypt for it."""
        return set(self.faults) <= {KeyFault.EXPIRING}


def read_certificate(content: bytes) -> Certificate:
    """Read a file, binary or armored. Raises CertificateRefusedError."""
    try:
        # Looked at before anything else: pysequoia would take a secret key for a certificate.
        if any(packet.tag in _SECRET for packet in PacketPile.from_bytes(bytes=content)):
            raise CertificateRefusedError(KeyFault.SECRET)
        [cert] = pysequoia.Cert.split_bytes(bytes=content)
        canonical = bytes(cert)
        components = tuple(_components(tuple(PacketPile.from_bytes(bytes=canonical))))
    except (RuntimeError, ValueError):
        raise CertificateRefusedError(KeyFault.UNREADABLE) from None
    expires_at, addresses, refused = _by_policy(cert, components)
    return Certificate(
        fingerprint=cert.fingerprint,
        addresses=addresses,
        revoked=cert.is_revoked,
        expires_at=expires_at,
        weak=refused or _is_weak(components[0].packet),
        keys=tuple(_encryption_keys(components)),
        content=canonical,
    )


def key_health(certificate: Certificate, address: str, now: dt.datetime) -> KeyHealth:
    """Judge a certificate for mails to `address`; `now` is aware."""
    expires_at = _end(certificate)
    return KeyHealth(tuple(_faults(certificate, address, expires_at, now)), expires_at)


def encrypt(plain: bytes, certificate: Certificate, now: dt.datetime) -> bytes:
    """Encrypt for the usable keys of a certificate, armored. Raises CertificateRefusedError.

    The length of the result depends on nothing but the length of `plain` and the certificate.
    """
    chosen = {key.fingerprint for key in certificate.usable(now)}
    try:
        components = tuple(_components(tuple(PacketPile.from_bytes(bytes=certificate.content))))
        kept = [part for part in components if part.kept(chosen)]
        packets = [packet for part in kept for packet in (part.packet, *part.signatures)]
        return _encrypted(plain, pysequoia.Cert.from_packets(packets=packets), _rsa_sizes(kept))
    except (RuntimeError, ValueError):
        raise CertificateRefusedError(KeyFault.NO_ENCRYPTION) from None


@dataclass(frozen=True)
class _Component:
    """A key or a user id, with the signatures that follow it."""

    packet: Packet
    signatures: tuple[Packet, ...]

    def kept(self, chosen: set[str]) -> bool:
        return self.packet.tag != Tag.PublicSubkey or self.packet.fingerprint in chosen


def _encrypted(plain: bytes, recipient: pysequoia.Cert, sizes: Mapping[str, int]) -> bytes:
    # One time in 256 a number that RSA makes begins with zeros, which OpenPGP leaves out: the mail would be shorter.
    for _ in range(_TRIES):
        encrypted = pysequoia.encrypt(recipients=[recipient], bytes=plain, armor=True)
        if not sizes or _is_full(encrypted, sizes):
            break
    return encrypted


def _rsa_sizes(components: Iterable[_Component]) -> dict[str, int]:
    """How many bytes the modulus of each RSA key has, by key id."""
    rsa = (PublicKeyAlgorithm.RSAEncryptSign, PublicKeyAlgorithm.RSAEncrypt)
    keys = (part.packet for part in components if part.packet.key_algorithm in rsa)
    return {key.key_id or "": (_bits(key) + 7) // 8 for key in keys}


def _is_full(encrypted: bytes, sizes: Mapping[str, int]) -> bool:
    """Whether each session key for RSA is as long as it can be (RFC 9580, 5.1.1 and 5.1.3)."""
    packets = (packet.body for packet in PacketPile.from_bytes(bytes=encrypted) if packet.tag == Tag.PKESK)
    return all(
        (int.from_bytes(body[10:12], "big") + 7) // 8 == sizes.get(body[1:9].hex(), 0)
        for body in packets
        if body[1:9].hex() in sizes
    )


def _components(packets: Sequence[Packet]) -> Iterator[_Component]:
    starts = [index for index, packet in enumerate(packets) if packet.tag != Tag.Signature]
    for start, end in zip(starts, [*starts[1:], len(packets)], strict=True):
        yield _Component(packets[start], tuple(packets[start + 1 : end]))


def _by_policy(
    cert: pysequoia.Cert, components: Sequence[_Component]
) -> tuple[dt.datetime | None, frozenset[str], bool]:
    # The library refuses to read on where a certificate stands on algorithms that are broken today.
    emails = {part.packet.user_id: part.packet.user_id_email for part in components}
    try:
        expires_at, revoked, refused = cert.expiration, emails.keys() - set(map(str, cert.user_ids)), False
    except RuntimeError:
        expires_at, revoked, refused = None, set(), True
    found = (email for user_id, email in emails.items() if user_id not in revoked and email)
    return expires_at, frozenset(email.casefold() for email in found), refused


def _encryption_keys(components: Sequence[_Component]) -> Iterator[EncryptionKey]:
    for part in components:
        is_primary = part.packet.tag == Tag.PublicKey
        if not is_primary and part.packet.tag != Tag.PublicSubkey:
            continue
        signatures = _self_signatures(components) if is_primary else part.signatures
        binding = _newest(signatures)
        if binding is None or not _for_encryption(binding) or _is_revoked(part.signatures):
            continue
        ends = _ends(part.packet, binding)
        yield EncryptionKey(part.packet.fingerprint or "", ends, _is_weak(part.packet))


def _self_signatures(components: Sequence[_Component]) -> tuple[Packet, ...]:
    # Old programs name the issuer by its key id only.
    own = components[0].packet.key_id
    parts = (part for part in components if part.packet.tag in (Tag.PublicKey, Tag.UserID))
    return tuple(
        signature for part in parts for signature in part.signatures if signature.issuer_key_id == own
    )


def _newest(signatures: Sequence[Packet]) -> Packet | None:
    dated = [(signature.signature_created, signature) for signature in signatures if signature.key_flags]
    return (
        max(dated, key=lambda pair: pair[0] or dt.datetime.min.replace(tzinfo=dt.UTC))[1] if dated else None
    )


def _for_encryption(binding: Packet) -> bool:
    flags = binding.key_flags
    return flags is not None and (flags.transport_encryption or flags.storage_encryption)


def _is_revoked(signatures: Sequence[Packet]) -> bool:
    revocations = (SignatureType.SubkeyRevocation, SignatureType.KeyRevocation)
    return any(signature.signature_type in revocations for signature in signatures)


def _ends(key: Packet, binding: Packet) -> dt.datetime | None:
    created, validity = key.key_created, binding.key_validity_period
    return created + validity if created and validity else None


def _is_weak(key: Packet) -> bool:
    return key.key_algorithm in _MODULAR and _bits(key) < FEWEST_BITS


def _bits(key: Packet) -> int:
    """How long the first number of a key is: the modulus, for all that have one."""
    start = _FIRST_NUMBER.get(key.body[0], len(key.body))
    return int.from_bytes(key.body[start : start + 2], "big")


def _alive(expires_at: dt.datetime | None, now: dt.datetime) -> bool:
    return expires_at is None or now < expires_at


def _end(certificate: Certificate) -> dt.datetime | None:
    """When nothing can be encrypted any more: the primary key ended, or the last of the others did."""
    strong = [key for key in certificate.keys if not key.weak]
    ends = [key.expires_at for key in strong or certificate.keys]
    last = None if None in ends else max((end for end in ends if end), default=None)
    return min((end for end in (certificate.expires_at, last) if end), default=None)


def _faults(
    certificate: Certificate, address: str, expires_at: dt.datetime | None, now: dt.datetime
) -> Iterator[KeyFault]:
    if certificate.revoked:
        yield KeyFault.REVOKED
    if not _alive(expires_at, now):
        yield KeyFault.EXPIRED
    elif not _alive(expires_at, now + NOTICE):
        yield KeyFault.EXPIRING
    if not certificate.keys:
        yield KeyFault.NO_ENCRYPTION
    elif certificate.weak or all(key.weak for key in certificate.keys):
        yield KeyFault.WEAK
    if address.casefold() not in certificate.addresses:
        yield KeyFault.WRONG_ADDRESS

"""Certificates that GnuPG made, good and bad: judged as they are, encrypted for only when good."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator

import pytest

from forms_app.privacy.openpgp import (
    CertificateRefusedError,
    KeyFault,
    encrypt,
    key_health,
    read_certificate,
)
from tests.integration.gnupg import ADDRESS, GnuPG, key_ring

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def gnupg() -> Iterator[GnuPG]:
    with key_ring() as ring:
        yield ring


def faults(content: bytes, now: dt.datetime = NOW) -> tuple[KeyFault, ...]:
    return key_health(read_certificate(content), ADDRESS, now).faults


@pytest.mark.parametrize("make", [GnuPG.ed25519, GnuPG.rsa3072])
def test_what_is_encrypted_is_read_by_gnupg(gnupg: GnuPG, make: Callable[[GnuPG], str]) -> None:
    fingerprint = make(gnupg)
    certificate = read_certificate(gnupg.certificate())
    assert certificate.fingerprint == fingerprint.lower()
    assert key_health(certificate, ADDRESS.upper(), NOW).faults == ()
    text = "perché così è: مرحبا 🙂".encode()
    assert gnupg.decrypt(encrypt(text, certificate, NOW)) == text


@pytest.mark.parametrize("make", [GnuPG.ed25519, GnuPG.rsa3072])
def test_chance_does_not_change_the_length(gnupg: GnuPG, make: Callable[[GnuPG], str]) -> None:
    make(gnupg)
    certificate = read_certificate(gnupg.certificate())
    assert len({len(encrypt(b"x", certificate, NOW)) for _ in range(1500)}) == 1


def test_a_binary_file_will_do(gnupg: GnuPG) -> None:
    gnupg.ed25519()
    assert faults(gnupg("--export", ADDRESS)) == ()


def test_expired(gnupg: GnuPG) -> None:
    gnupg.ed25519(at="20200101T000000")
    health = key_health(read_certificate(gnupg.certificate()), ADDRESS, NOW)
    assert (health.faults, health.usable) == ((KeyFault.EXPIRED,), False)


def test_expires_within_30_days_and_is_still_used(gnupg: GnuPG) -> None:
    gnupg.ed25519(ends="60d")
    certificate = read_certificate(gnupg.certificate())
    for days, expected in (
        (0, ()),
        (31, (KeyFault.EXPIRING,)),
        (59, (KeyFault.EXPIRING,)),
        (61, (KeyFault.EXPIRED,)),
    ):
        health = key_health(certificate, ADDRESS, NOW + dt.timedelta(days=days))
        assert (health.faults, health.usable) == (expected, days < 60)


def test_only_the_encryption_key_expired(gnupg: GnuPG) -> None:
    gnupg("--quick-generate-key", ADDRESS, "ed25519", "sign,cert", "0", at="20200101T000000")
    gnupg("--quick-add-key", gnupg.fingerprint(ADDRESS), "cv25519", "encr", "1y", at="20200101T000000")
    assert faults(gnupg.certificate()) == (KeyFault.EXPIRED,)
    with pytest.raises(CertificateRefusedError):
        encrypt(b"x", read_certificate(gnupg.certificate()), NOW)


def test_of_two_encryption_keys_only_the_living_one_is_used(gnupg: GnuPG) -> None:
    gnupg("--quick-generate-key", ADDRESS, "ed25519", "sign,cert", "0", at="20200101T000000")
    fingerprint = gnupg.fingerprint(ADDRESS)
    gnupg("--quick-add-key", fingerprint, "cv25519", "encr", "1y", at="20200101T000000")
    gnupg("--quick-add-key", fingerprint, "cv25519", "encr", "0", at="20200101T000000")
    certificate = read_certificate(gnupg.certificate())
    assert key_health(certificate, ADDRESS, NOW).faults == ()
    encrypted = encrypt(b"x", certificate, NOW)
    assert gnupg("--list-packets", given=encrypted).count(b":pubkey enc packet:") == 1


def test_revoked(gnupg: GnuPG) -> None:
    gnupg.revoke(gnupg.ed25519())
    assert faults(gnupg.certificate()) == (KeyFault.REVOKED,)


def test_only_the_encryption_key_revoked(gnupg: GnuPG) -> None:
    gnupg.revoke_subkey(gnupg.ed25519())
    assert faults(gnupg.certificate()) == (KeyFault.NO_ENCRYPTION,)


def test_one_key_for_everything(gnupg: GnuPG) -> None:
    gnupg("--quick-generate-key", ADDRESS, "rsa2048", "cert,sign,encr", "1y")
    certificate = read_certificate(gnupg.certificate())
    assert key_health(certificate, ADDRESS, NOW).faults == ()
    assert gnupg.decrypt(encrypt(b"x", certificate, NOW)) == b"x"


@pytest.mark.parametrize("armor", [True, False])
def test_a_secret_key(gnupg: GnuPG, armor: bool) -> None:  # noqa: FBT001
    gnupg.ed25519()
    with pytest.raises(CertificateRefusedError) as caught:
        read_certificate(gnupg.secret_key(armor=armor))
    assert caught.value.fault is KeyFault.SECRET


def test_a_secret_key_among_certificates(gnupg: GnuPG) -> None:
    gnupg.ed25519()
    with pytest.raises(CertificateRefusedError) as caught:
        read_certificate(gnupg("--export", ADDRESS) + gnupg.secret_key(armor=False))
    assert caught.value.fault is KeyFault.SECRET


def test_no_key_for_encryption(gnupg: GnuPG) -> None:
    gnupg.sign_only()
    assert faults(gnupg.certificate()) == (KeyFault.NO_ENCRYPTION,)


def test_too_few_bits(gnupg: GnuPG) -> None:
    gnupg.rsa1024()
    assert faults(gnupg.certificate()) == (KeyFault.WEAK,)


def test_another_address(gnupg: GnuPG) -> None:
    gnupg.ed25519(address="altri@example.org")
    assert faults(gnupg.certificate("altri@example.org")) == (KeyFault.WRONG_ADDRESS,)


def test_an_address_that_was_revoked(gnupg: GnuPG) -> None:
    fingerprint = gnupg.ed25519(ends="0", at="20200101T000000")
    gnupg("--quick-add-uid", fingerprint, "altri@example.org")
    gnupg("--quick-revoke-uid", fingerprint, f"Prova Provetti <{ADDRESS}>")
    assert faults(gnupg.certificate(fingerprint)) == (KeyFault.WRONG_ADDRESS,)


def test_two_certificates_in_one_file(gnupg: GnuPG) -> None:
    gnupg.ed25519()
    gnupg.ed25519(address="altri@example.org")
    with pytest.raises(CertificateRefusedError) as caught:
        read_certificate(gnupg("--export"))
    assert caught.value.fault is KeyFault.UNREADABLE


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"buongiorno", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDM=\n"]
)
def test_no_certificate_at_all(content: bytes) -> None:
    with pytest.raises(CertificateRefusedError) as caught:
        read_certificate(content)
    assert caught.value.fault is KeyFault.UNREADABLE


def test_nothing_of_the_librarys_errors_gets_out(gnupg: GnuPG, caplog: pytest.LogCaptureFixture) -> None:
    gnupg.sign_only()
    certificate = read_certificate(gnupg.certificate())
    with caplog.at_level(logging.DEBUG), pytest.raises(CertificateRefusedError) as caught:
        encrypt(b"x", certificate, NOW)
    assert str(caught.value) == "no_encryption"
    assert caught.value.__suppress_context__
    assert "backtrace" not in caplog.text

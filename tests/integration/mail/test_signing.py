"""DKIM: what leaves verifies against the public half of the key."""

from __future__ import annotations

import base64
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from flask_mail import Message

from forms_app.errors import SettingsInvalidError
from forms_app.mail.message import FinishedMessage
from forms_app.mail.signing import make_signer
from forms_app.mail.smtp import SmtpPostman
from forms_app.settings import Dkim
from tests.integration.mail.server import Behaviour, serving, smtp_at

DER = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo


def pem(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    form, clear = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, clear)


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def settings(key: rsa.RSAPrivateKey, tmp_path: Path) -> Dkim:
    file = tmp_path / "dkim.pem"
    file.write_bytes(pem(key))
    return Dkim(file, "prova", "example.org")


def verified(mail: bytes, key: rsa.RSAPrivateKey) -> bool:
    published = base64.b64encode(key.public_key().public_bytes(*DER))

    def dns(name: bytes, timeout: int = 5) -> bytes:
        del timeout
        assert name == b"prova._domainkey.example.org."
        return b"v=DKIM1; k=rsa; p=" + published

    return bool(dkim.verify(mail, dnsfunc=dns))


def test_what_the_server_takes_verifies(message: Message, settings: Dkim, key: rsa.RSAPrivateKey) -> None:
    behaviour = Behaviour()
    with serving(behaviour) as port:
        postman = SmtpPostman(smtp_at(port, dkim=settings))
        postman.deliver(message, "prova")
        postman.rest()
    [envelope] = behaviour.taken
    mail = bytes(envelope.original_content or b"")
    assert mail.startswith(b"DKIM-Signature:")
    assert verified(mail, key)
    assert not verified(mail.replace(b"Sportello di Gussola", b"Sportello di Tornata"), key)
    assert not verified(mail.replace(b"<sportello@example.org>", b"<altri@example.org>"), key)


def test_a_finished_mail_is_signed_and_nothing_else_in_it_changes(
    settings: Dkim, key: rsa.RSAPrivateKey
) -> None:
    content = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: K7F2\r\n\r\nciphertext\r\n"
    behaviour = Behaviour()
    with serving(behaviour) as port:
        postman = SmtpPostman(smtp_at(port, dkim=settings))
        postman.deliver(FinishedMessage(content, "b@example.org", "a@example.org", "<1@example.org>"), "b")
        postman.rest()
    [envelope] = behaviour.taken
    mail = bytes(envelope.original_content or b"")
    assert mail.endswith(content)
    assert verified(mail, key)


@pytest.mark.parametrize("kind", ["text", "ed25519", "rsa1024", "missing"])
def test_an_unusable_key_is_explained(settings: Dkim, kind: str) -> None:
    contents = {
        "text": b"buongiorno",
        "ed25519": pem(ed25519.Ed25519PrivateKey.generate()),
        "rsa1024": pem(rsa.generate_private_key(65537, 1024)),  # noqa: S505 - that is the point
    }
    settings.key_file.unlink()
    if kind in contents:
        settings.key_file.write_bytes(contents[kind])
    with pytest.raises(SettingsInvalidError, match="SPORTELLO_DKIM_KEY_FILE"):
        make_signer(settings)


def test_a_signer_does_not_show_its_key(settings: Dkim) -> None:
    assert "PRIVATE" not in repr(make_signer(settings))

"""PGP/MIME as the partner's programs read it, and what it tells to everybody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from forms_app.mail.encrypted import encrypted_mail
from forms_app.mail.message import Envelope, Texts
from forms_app.mail.request_mail import request_texts
from forms_app.privacy.openpgp import Certificate, read_certificate
from forms_app.privacy.padding import MAIL_SIZES
from forms_app.privacy.private import Private
from tests.integration.gnupg import GnuPG, key_ring
from tests.unit.forms_app.samples import ADDRESSEE, ANSWERS, MARKERS, NOW, OFFERS, SUBMISSION, TOPIC

TODAY = dt.datetime.now(dt.UTC)
ENVELOPE = Envelope(("Sportello", "sportello@example.org"), "<prova@example.org>", NOW, "K7F2-QXMA")
LENGTHS = [1, 2, 5, 10, 20, 40, 60, 80, 100, 150, 200, 300, 400, 500, 600, 700, 800, 900, 999, 1000]
TEXTS = ["perché così è", "أهلا وسهلا بكم في البيت", "grazie 🙂🙏🏽", "riga\nriga\n\n. punto", "<b>&amp;\"'"]


@pytest.fixture(scope="module", params=["ed25519", "rsa3072"])
def partner(request: pytest.FixtureRequest) -> Iterator[GnuPG]:
    with key_ring() as ring:
        getattr(ring, request.param)(ADDRESSEE.email)
        yield ring


@pytest.fixture(scope="module")
def certificate(partner: GnuPG) -> Certificate:
    return read_certificate(partner.certificate(ADDRESSEE.email))


def mail(certificate: Certificate, text: str) -> bytes:
    submission = replace(SUBMISSION, answers=replace(ANSWERS, message=Private(text)))
    texts = request_texts(submission, TOPIC, ENVELOPE, OFFERS)
    return encrypted_mail(ADDRESSEE, ENVELOPE, texts, certificate, TODAY)


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, EmailMessage, policy=policy.default)


def inside(partner: GnuPG, content: bytes) -> EmailMessage:
    [_, armored] = read(content).iter_parts()
    return read(partner.decrypt(armored.get_content()))


def test_outside_there_is_only_an_opaque_code(certificate: Certificate) -> None:
    content = mail(certificate, "buongiorno")
    outside = read(content)
    assert dict(outside.items()) == {
        "From": "Sportello <sportello@example.org>",
        "To": ADDRESSEE.email,
        "Subject": "K7F2-QXMA",
        "Date": "Sun, 30 Mar 2025 00:30:00 +0000",
        "Message-ID": "<prova@example.org>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": outside["Content-Type"],
    }
    assert not any(marker.encode() in content for marker in MARKERS)


def test_the_structure_is_that_of_rfc_3156(certificate: Certificate) -> None:
    content = mail(certificate, "buongiorno")
    outside = read(content)
    assert outside.get_content_type() == "multipart/encrypted"
    assert outside.get_param("protocol") == "application/pgp-encrypted"
    [version, armored] = outside.iter_parts()
    assert (version.get_content_type(), armored.get_content_type()) == (
        "application/pgp-encrypted",
        "application/octet-stream",
    )
    assert version.get_content() == b"Version: 1\r\n"
    assert armored.get_content().startswith(b"-----BEGIN PGP MESSAGE-----")
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("text", TEXTS)
def test_the_partner_reads_every_letter(partner: GnuPG, certificate: Certificate, text: str) -> None:
    found = inside(partner, mail(certificate, text))
    plain, html = (found.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    for line in filter(None, text.split("\n")):
        assert f"    {line}" in plain.get_content().split("\r\n")
    assert "<blockquote" in html.get_content()
    assert not found.defects


def test_who_has_only_gnupg_reads_it_too(partner: GnuPG, certificate: Certificate) -> None:
    shown = partner.decrypt(mail(certificate, TEXTS[1])).decode("utf-8")
    assert all(marker in shown for marker in (*MARKERS[:3], TEXTS[1]))


def test_the_real_headers_are_protected(partner: GnuPG, certificate: Certificate) -> None:
    outside = read(content := mail(certificate, "buongiorno"))
    found = inside(partner, content)
    assert found["Subject"] == "Nuova richiesta K7F2-QXMA"
    assert (found.get_param("protected-headers"), found.get_param("hp")) == ("v1", "cipher")
    for name in ("From", "To", "Date", "Message-ID"):
        assert found[name] == outside[name]
    assert "Subject: K7F2-QXMA" in found.get_all("HP-Outer", [])


def test_names_and_subjects_of_any_script_stay_what_they_are(
    partner: GnuPG, certificate: Certificate
) -> None:
    envelope = replace(ENVELOPE, sender=('Città, "lo sportello"', "sportello@example.org"))
    subject = "Perché così è: " + "مرحبا " * 30 + "\r\nBcc: altri@example.org"
    texts = Texts(subject, "testo\r\n.\nfine", "<p>testo</p>")
    content = encrypted_mail(ADDRESSEE, envelope, texts, certificate, TODAY)
    found = inside(partner, content)
    assert found["Subject"].split() == subject.split()
    assert found["Bcc"] is None
    for message in (found, read(content)):
        [sender] = message["From"].addresses
        assert (sender.display_name, sender.addr_spec) == envelope.sender


def test_the_padding_is_seen_by_nobody(partner: GnuPG, certificate: Certificate) -> None:
    found = inside(partner, mail(certificate, "buongiorno"))
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]
    assert not (found.epilogue or "").strip()


@pytest.mark.parametrize("letter", ["a", "è", "م", "🙂", "&"])
def test_lengths_from_1_to_1000_have_at_most_four_sizes(certificate: Certificate, letter: str) -> None:
    sizes = {len(mail(certificate, letter * length)) for length in LENGTHS}
    assert len(sizes) <= len(MAIL_SIZES) == 4
    assert len({len(mail(certificate, letter * length)) for length in LENGTHS[:9]}) == 1


def test_two_texts_of_one_size_have_one_length(certificate: Certificate) -> None:
    assert len({len(mail(certificate, text)) for text in TEXTS}) == 1


@pytest.mark.parametrize("letter", ["a", "\n", "<", "'", "م"])
def test_the_longest_text_that_can_be_sealed_fits(certificate: Certificate, letter: str) -> None:
    longest = 7600 // len(letter.encode())
    assert mail(certificate, letter * longest)

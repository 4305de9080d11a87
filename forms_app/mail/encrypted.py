"""A mail as PGP/MIME (RFC 3156) with protected headers: outside only an opaque code, inside everything."""

from __future__ import annotations

import datetime as dt
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from forms_app.mail.message import Envelope, Texts, one_line
from forms_app.privacy.openpgp import Certificate, encrypt
from forms_app.privacy.padding import pad_mail
from forms_app.requests.context import Addressee

# The armor is 7-bit and folded already; inside it nothing but the reader's program sees the lines.
_INSIDE = SMTP.clone(cte_type="8bit", max_line_length=None)


def encrypted_mail(
    addressee: Addressee, envelope: Envelope, texts: Texts, certificate: Certificate, now: dt.datetime
) -> bytes:
    """Make the finished mail, with CRLF. Raises CertificateRefusedError and PayloadTooLongError.

    Its length says nothing but in which of four sizes the text fits.
    """
    outside = _headers(addressee, envelope, envelope.code)
    inside = _inside(addressee, envelope, texts, outside)
    sealed = encrypt(pad_mail(inside.as_bytes(policy=_INSIDE)), certificate, now)
    return _enveloped(outside, sealed).as_bytes(policy=SMTP)


def _headers(addressee: Addressee, envelope: Envelope, subject: str) -> EmailMessage:
    name, address = envelope.sender
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(one_line(name), addr_spec=address)
    # Without the organization's name: the address alone is what servers need.
    message["To"] = Address(addr_spec=addressee.email)
    message["Subject"] = one_line(subject)
    message["Date"] = format_datetime(envelope.date)
    message["Message-ID"] = envelope.message_id
    # Asks vacation programs for silence (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    return message


def _inside(addressee: Addressee, envelope: Envelope, texts: Texts, outside: EmailMessage) -> EmailMessage:
    message = _headers(addressee, envelope, texts.subject)
    # What stood outside, so that the reader's program can tell what was hidden (RFC 9788, 2.2).
    for name, value in outside.items():
        message["HP-Outer"] = f"{name}: {value}"
    message.set_content(_sound(texts.plain), cte="8bit")
    message.add_alternative(_sound(texts.html), subtype="html", cte="8bit")
    # Two words for one thing: the standard's (RFC 9788), and that of the programs before it.
    message.set_param("hp", "cipher")
    message.set_param("protected-headers", "v1")
    return message


def _enveloped(outside: EmailMessage, sealed: bytes) -> EmailMessage:
    outside["MIME-Version"] = "1.0"
    outside["Content-Type"] = "multipart/encrypted"
    outside.set_param("protocol", "application/pgp-encrypted")
    outside.set_payload([])
    outside.attach(_part("application/pgp-encrypted", "Version: 1\r\n"))
    armored = _part("application/octet-stream", sealed.decode("ascii").replace("\n", "\r\n"))
    armored.set_param("name", "encrypted.asc")
    armored["Content-Disposition"] = 'inline; filename="encrypted.asc"'
    outside.attach(armored)
    return outside


def _part(content_type: str, text: str) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = content_type
    part.set_payload(text)
    return part


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")

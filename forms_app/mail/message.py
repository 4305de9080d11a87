"""A mail that every server can carry: Flask-Mail's message with 7-bit text parts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from email.charset import QP, Charset
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from typing import cast

from flask_mail import Message

from forms_app.requests.context import Addressee

POSSIBLE_DUPLICATE = ("X-Sportello-Possible-Duplicate", "yes")
"""The header of a mail that the partner may have already."""


class PartnerMessage(Message):
    """A message whose texts are quoted-printable.

    Flask-Mail's own are 8-bit, with lines as long as the text's: not every server takes either (RFC 5321, 4.5.3.1.6).
    """

    envelope_id: str | None = None
    """By which delivery notices name it."""

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        charset = Charset("utf-8")
        charset.body_encoding = QP
        part = MIMENonMultipart("text", subtype, charset="utf-8")
        part.set_payload(text or "", charset)
        return cast("MIMEText", part)


@dataclass(frozen=True)
class Envelope:
    """What a mail says outside its texts. It stays the same over retries, so that a repeat can be recognised."""

    sender: tuple[str, str]
    """Name and address."""
    message_id: str
    date: dt.datetime
    code: str
    """Opaque, by which partner and desk can speak of the request."""
    envelope_id: str | None = None
    """By which delivery notices name the mail (RFC 3461, 4.4)."""
    possible_duplicate: bool = False
    """The partner may have the same mail already."""


@dataclass(frozen=True)
class Texts:
    """A mail's subject, and its text twice."""

    subject: str
    plain: str = field(repr=False)
    html: str = field(repr=False)


def partner_message(addressee: Addressee, envelope: Envelope, texts: Texts) -> Message:
    """Make a mail to an organization."""
    name, address = envelope.sender
    message = PartnerMessage(
        one_line(texts.subject),
        recipients=[(one_line(addressee.name), addressee.email)],
        body=texts.plain,
        html=texts.html,
        sender=address,
        date=envelope.date.timestamp(),
        extra_headers=_headers(envelope),
    )
    # Flask-Mail would join a name given to its constructor with the address, without quoting a comma in it.
    message.sender = (one_line(name), address)
    message.msgId = envelope.message_id
    message.envelope_id = envelope.envelope_id
    return message


class FinishedMessage(Message):
    """A mail that was made before: its bytes travel as they are, to the address that is right today."""

    def __init__(
        self,
        content: bytes,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        message_id: str,
        envelope_id: str | None = None,
    ) -> None:
        """Take the bytes, with CRLF, and what the server has to be told."""
        super().__init__(recipients=[recipient], sender=sender)
        self._content = content
        self.msgId = message_id
        self.envelope_id = envelope_id

    def as_bytes(self) -> bytes:
        """Give the bytes."""
        return self._content


def one_line(text: str) -> str:
    """Return a header's text without any control character, so that it cannot begin another header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _headers(envelope: Envelope) -> dict[str, str]:
    # The first asks vacation programs for silence (RFC 3834).
    again = dict([POSSIBLE_DUPLICATE]) if envelope.possible_duplicate else {}
    return {"Auto-Submitted": "auto-generated", **again}

"""A mail as PGP/MIME (RFC 3156) with protected headers: outside only an opaque code, inside everything.

It is written line by line: Python's `email` would take most of the time of accepting a request, and would choose
encodings that a reader with nothing but GnuPG cannot read.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Iterable
from email.header import Header
from email.utils import format_datetime, formataddr

from flask_mail import sanitize_address

from forms_app.errors import SealBrokenError
from forms_app.mail.message import POSSIBLE_DUPLICATE, Envelope, Texts, one_line
from forms_app.privacy.openpgp import Certificate, encrypt
from forms_app.privacy.padding import pad_mail
from forms_app.requests.context import Addressee

Headers = tuple[tuple[str, str], ...]

_MESSAGE_ID = re.compile(rb"(?m)^Message-ID: [^\r\n]*")
_BOUNDARY = re.compile(rb'\bboundary="([0-9a-f]{32})"')
_FOREIGN = re.compile(rb"[^\r\n\x20-\x7e]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def encrypted_mail(
    addressee: Addressee, envelope: Envelope, texts: Texts, certificate: Certificate, now: dt.datetime
) -> bytes:
    """Make the finished mail, with CRLF. Raises CertificateRefusedError and PayloadTooLongError.

    Its length says nothing but in which of four sizes the text fits.
    """
    outside = _headers(addressee, envelope, envelope.code)
    inside = _headers(addressee, envelope, texts.subject)
    plain = _inside(inside, outside, texts).encode("utf-8", "replace")
    sealed = encrypt(pad_mail(plain), certificate, now)
    return _enveloped(outside, sealed.decode("ascii")).encode("ascii")


def sent_again(mail: bytes, envelope: Envelope) -> bytes:
    """Return a finished mail as one more sending of it: only the headers outside can say that it is one.

    Raises SealBrokenError for what is no whole mail of ours any more.
    """
    headers, end, rest = mail.partition(b"\r\n\r\n")
    if not _is_whole(mail, headers, rest):
        raise SealBrokenError
    named = b"Message-ID: " + envelope.message_id.encode("ascii")
    headers = _MESSAGE_ID.sub(lambda _found: named, headers, count=1)
    again = _lines([POSSIBLE_DUPLICATE]).encode("ascii") if envelope.possible_duplicate else b""
    return again + headers + end + rest


def _is_whole(mail: bytes, headers: bytes, rest: bytes) -> bool:
    # What a broken disk left of it would be taken by every server, and nobody would know that it is lost.
    boundary = _BOUNDARY.search(headers)
    return boundary is not None and rest.endswith(b"--%b--\r\n" % boundary[1]) and not _FOREIGN.search(mail)


def _headers(addressee: Addressee, envelope: Envelope, subject: str) -> Headers:
    name, address = envelope.sender
    return (
        ("From", formataddr((one_line(name), sanitize_address(address)))),
        # Without the organization's name: the address alone is what servers need.
        ("To", sanitize_address(addressee.email)),
        ("Subject", _encoded(one_line(subject))),
        ("Date", format_datetime(envelope.date)),
        ("Message-ID", envelope.message_id),
        # Asks vacation programs for silence (RFC 3834).
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
    )


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode(linesep="\r\n")


def _inside(headers: Headers, outside: Headers, texts: Texts) -> str:
    # What stands outside is repeated, so that the reader's program can tell what was hidden (RFC 9788, 2.2).
    hidden = tuple(("HP-Outer", f"{name}: {value}") for name, value in outside if name != "MIME-Version")
    # Two words for one thing: the standard's (RFC 9788), and that of the programs before it.
    kind = 'multipart/alternative; hp="cipher"; protected-headers="v1"'
    parts = (
        _part('text/plain; charset="utf-8"', texts.plain, ("Content-Transfer-Encoding", "8bit")),
        _part('text/html; charset="utf-8"', texts.html, ("Content-Transfer-Encoding", "8bit")),
    )
    return _multipart((*headers, *hidden), kind, parts)


def _enveloped(headers: Headers, sealed: str) -> str:
    disposition = ("Content-Disposition", 'inline; filename="encrypted.asc"')
    parts = (
        _part("application/pgp-encrypted", "Version: 1\n"),
        _part('application/octet-stream; name="encrypted.asc"', sealed, disposition),
    )
    return _multipart(headers, 'multipart/encrypted; protocol="application/pgp-encrypted"', parts)


def _multipart(headers: Headers, kind: str, parts: Iterable[str]) -> str:
    # Of one length whatever the texts, and not to be guessed by who writes them.
    boundary = secrets.token_hex(16)
    written = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    heading = _lines((*headers, ("Content-Type", f'{kind};\r\n boundary="{boundary}"')))
    return f"{heading}\r\n{written}--{boundary}--\r\n"


def _part(kind: str, text: str, *headers: tuple[str, str]) -> str:
    return _lines((("Content-Type", kind), *headers)) + "\r\n" + _LINE_END.sub("\r\n", text)


def _lines(headers: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers)

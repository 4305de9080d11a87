"""Reading the Maildirs that the local mailbox writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from mailbox import Maildir
from pathlib import Path

from forms_app.mail.local import SLUG

_EPOCH = dt.datetime.fromtimestamp(0, dt.UTC)


@dataclass(frozen=True)
class Mail:
    """A mail as a mail program shows it."""

    key: str
    """Its name in the Maildir."""
    subject: str
    sender: str
    recipient: str
    date: dt.datetime
    text: str
    html: str
    encrypted: bool = False
    """True for PGP/MIME: subject and text are the partner's, `text` is what everybody else sees."""


def mails_of(root: Path, organization: str) -> tuple[Mail, ...]:
    """Return the mails of an organization (its slug), the newest first."""
    folder = _folder(root, organization)
    if folder is None:
        return ()
    return tuple(sorted(_mails(folder), key=lambda mail: (mail.date, mail.key), reverse=True))


def find_mail(root: Path, organization: str, key: str) -> Mail | None:
    """Return one mail, or None when there is none of that name."""
    folder = _folder(root, organization)
    if folder is None or key not in folder:
        return None
    return _mail(key, folder.get_bytes(key))


def _folder(root: Path, organization: str) -> Maildir | None:
    path = root / organization
    if not SLUG.fullmatch(organization) or not path.is_dir():
        return None
    return Maildir(path, create=False)


def _mails(folder: Maildir) -> Iterator[Mail]:
    for key in folder.keys():  # noqa: SIM118  iterating over a Maildir itself gives messages
        yield _mail(key, folder.get_bytes(key))


def _mail(key: str, content: bytes) -> Mail:
    message = message_from_bytes(content, EmailMessage, policy=policy.default)
    encrypted = message.get_content_type() == "multipart/encrypted"
    return Mail(
        key=key,
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        recipient=str(message["To"] or ""),
        date=parsedate_to_datetime(message["Date"]) if message["Date"] else _EPOCH,
        text=_armored(message) if encrypted else _part(message, "plain"),
        html="" if encrypted else _part(message, "html"),
        encrypted=encrypted,
    )


def _armored(message: EmailMessage) -> str:
    parts = (part for part in message.iter_parts() if part.get_content_type() == "application/octet-stream")
    return "".join(part.get_content().decode("ascii", "replace") for part in parts)


def _part(message: EmailMessage, subtype: str) -> str:
    part = message.get_body(preferencelist=(subtype,))
    return str(part.get_content()) if part is not None else ""

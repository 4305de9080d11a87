"""The local mailbox: a Maildir for each organization, in place of a mail server."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from mailbox import Maildir
from pathlib import Path

from flask import Flask
from flask_mail import Mail, Message

from forms_app.mail.postman import NotDeliveredError, mail_app
from forms_app.outbox.states import ErrorKind

SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*", re.IGNORECASE)
"""A name that is safe as a folder's."""

EDITORS = "redazione"
"""The Maildir of the mails to the editors, in place of an organization's."""

CITIZENS = "cittadini"
"""The Maildir of the mails to citizens, in place of an organization's."""


def _carrier() -> Flask:
    app = mail_app(MAIL_SUPPRESS_SEND=True)
    Mail(app)
    return app


@dataclass(frozen=True)
class LocalMailbox:
    """A postman that never leaves the machine."""

    root: Path
    app: Flask = field(default_factory=_carrier, repr=False)

    def deliver(self, message: Message, organization: str) -> None:
        """Put a mail into the organization's Maildir. Raises NotDeliveredError."""
        if not SLUG.fullmatch(organization):
            raise NotDeliveredError(ErrorKind.NO_ADDRESS)
        with self.app.app_context():
            content = message.as_bytes()
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            Maildir(self.root / organization, create=True).add(content)
        except OSError:
            raise NotDeliveredError(ErrorKind.STORAGE) from None

    def forget(self, message_ids: Collection[str]) -> None:
        """Remove the mails with these Message-IDs, wherever they lie. Raises OSError."""
        for folder in self.root.glob("*/cur"):
            box = Maildir(folder.parent, create=False)
            for key in box.keys():  # noqa: SIM118 - a Maildir is not a dict: iterating it gives the mails
                if box.get_message(key)["Message-ID"] in message_ids:
                    box.remove(key)

    def rest(self) -> None:
        """Nothing is open."""

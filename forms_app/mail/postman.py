"""The seam to the outside world: what every way out of the machine can do."""

from __future__ import annotations

from typing import Protocol

from flask import Flask
from flask_mail import Message

from forms_app.outbox.states import ErrorKind


class NotDeliveredError(Exception):
    """A mail was not handed over. It carries a kind and nothing of the server's text."""

    def __init__(self, kind: ErrorKind, *, uncertain: bool = False) -> None:
        """Keep the kind; the retry decision is made from it. `uncertain`: perhaps it was, and nobody said so."""
        self.kind = kind
        self.uncertain = uncertain
        super().__init__(kind.value)


class Postman(Protocol):
    """A way to hand mails over."""

    def deliver(self, message: Message, organization: str) -> None:
        """Hand a mail for an organization (its slug) over, durably. Raises NotDeliveredError."""

    def rest(self) -> None:
        """Close what is open; called when there is nothing to deliver for now."""


def mail_app(**config: object) -> Flask:
    """Make the application that Flask-Mail takes its configuration from; it serves nothing."""
    app = Flask("forms_app.mail", static_folder=None)
    app.config.update(config)
    return app

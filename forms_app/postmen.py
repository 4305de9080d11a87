"""Which way out the settings choose."""

from __future__ import annotations

from forms_app.mail.local import LocalMailbox
from forms_app.mail.postman import Postman
from forms_app.mail.smtp import SmtpPostman
from forms_app.settings import Settings


def make_postman(settings: Settings) -> Postman:
    """Make the postman of the mail server, or of the local mailbox. Raises SettingsInvalidError."""
    return LocalMailbox(settings.mailbox_dir) if settings.smtp is None else SmtpPostman(settings.smtp)

"""The mail by which a partner's new key is tried."""

from __future__ import annotations

from forms_app.mail.message import Envelope, Texts
from forms_app.mail.rendering import render
from forms_app.requests.context import Addressee


def key_test_texts(addressee: Addressee, envelope: Envelope) -> Texts:
    """Write the mail's texts."""
    return render("key_test", {"name": addressee.name, "code": envelope.code})

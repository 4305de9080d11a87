"""The mails of the ledger: to remind, to tell who coordinates, to try a mailbox. None holds personal data."""

from __future__ import annotations

import datetime as dt

from flask_mail import Message

from forms_app.ledger.offers import Offers
from forms_app.mail.message import Envelope, partner_message
from forms_app.mail.rendering import moment, render
from forms_app.requests.context import Addressee


def reminder_mail(
    addressee: Addressee, envelope: Envelope, received_at: dt.datetime, offers: Offers
) -> Message:
    """Tell a partner that a request waits to be taken in charge."""
    words = {**_about(envelope, received_at), "offers": offers}
    return partner_message(addressee, envelope, render("reminder", words))


def escalation_mail(
    addressee: Addressee, envelope: Envelope, received_at: dt.datetime, partner: str
) -> Message:
    """Tell who coordinates that a partner (by its name) does not answer."""
    words = {**_about(envelope, received_at), "partner": partner}
    return partner_message(addressee, envelope, render("escalation", words))


def mailbox_test_mail(addressee: Addressee, envelope: Envelope) -> Message:
    """Try whether a partner's mailbox can be reached."""
    return partner_message(addressee, envelope, render("test", {}))


def _about(envelope: Envelope, received_at: dt.datetime) -> dict[str, object]:
    return {
        "code": envelope.code,
        "received": moment(received_at),
        "possible_duplicate": envelope.possible_duplicate,
    }

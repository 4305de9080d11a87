"""The mail that brings a citizen's request to the partner: how to contact the person comes first."""

from __future__ import annotations

from flask_mail import Message

from forms_app.ledger.offers import Offers
from forms_app.mail.message import Envelope, Texts, partner_message
from forms_app.mail.rendering import moment, render
from forms_app.requests.context import Addressee, Topic
from forms_app.requests.submission import Submission


def request_mail(  # noqa: PLR0913  a mail says as much
    submission: Submission,
    topic: Topic,
    addressee: Addressee,
    envelope: Envelope,
    offers: Offers,
    *,
    passed_on: bool = False,
) -> Message:
    """Compose the mail in Italian. Nothing of the citizen is in its headers."""
    texts = request_texts(submission, topic, envelope, offers, passed_on=passed_on)
    return partner_message(addressee, envelope, texts)


def request_texts(
    submission: Submission, topic: Topic, envelope: Envelope, offers: Offers, *, passed_on: bool = False
) -> Texts:
    """Write the mail's texts."""
    words = {
        "submission": submission,
        "answers": submission.answers,
        "topic": topic,
        "code": envelope.code,
        "received": moment(envelope.date),
        "offers": offers,
        "passed_on": passed_on,
        "possible_duplicate": envelope.possible_duplicate,
    }
    return render("request", words)

"""The mails beside the requests: they tell what happened, and nothing of the person."""

from __future__ import annotations

from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from gettext import NullTranslations

import pytest
from flask_mail import Mail, Message
from hypothesis import given
from hypothesis import strategies as st

from forms_app.errors import AddressRefusedError
from forms_app.mail.message import Envelope
from forms_app.mail.notice_mails import confirmation_mail, erasure_mail, withdrawal_mail
from forms_app.mail.postman import mail_app
from forms_app.privacy.private import Private
from tests.unit.forms_app.samples import ADDRESSEE, NOW

ENVELOPE = Envelope(("Sportello", "sportello@example.org"), "<prova@example.org>", NOW, "K7F2-QXMA")
APP = mail_app()
Mail(APP)


def sent(message: Message) -> EmailMessage:
    with APP.app_context():
        return message_from_bytes(message.as_bytes(), EmailMessage, policy=policy.default)


def texts(message: EmailMessage) -> list[str]:
    parts = [message.get_body((kind,)) for kind in ("plain", "html")]
    return [" ".join(part.get_content().split()) for part in parts if part]


@pytest.mark.parametrize(
    ("message", "subject", "words"),
    [
        (withdrawal_mail(ADDRESSEE, ENVELOPE), "Richiesta K7F2-QXMA ritirata", "Non contattarla più"),
        (
            erasure_mail(ADDRESSEE, ENVELOPE),
            "Richiesta K7F2-QXMA da cancellare",
            "Cancella la mail con questo codice",
        ),
    ],
)
def test_the_partner_is_told_by_the_code(message: Message, subject: str, words: str) -> None:
    mail = sent(message)
    assert mail["Subject"] == subject
    assert mail["To"] == "Mestieri Lombardia <casella@example.org>"
    assert mail["Message-ID"] == ENVELOPE.message_id
    assert all(words in text and "K7F2-QXMA" in text for text in texts(mail))


def test_the_citizen_learns_only_that_something_arrived() -> None:
    mail = sent(confirmation_mail(Private("prova@example.org"), "it", NullTranslations(), ENVELOPE))
    assert (mail["Subject"], mail["To"]) == ("È arrivato", "prova@example.org")
    assert mail["From"] == "Sportello <sportello@example.org>"
    assert len(texts(mail)) == 2
    for text in texts(mail):
        assert "è arrivato" in text
        assert "K7F2-QXMA" not in text


def test_the_confirmation_runs_in_the_direction_of_its_language() -> None:
    html = texts(sent(confirmation_mail(Private("p@example.org"), "ar", NullTranslations(), ENVELOPE)))[1]
    assert '<html lang="ar" dir="rtl">' in html
    inside = html.partition("<body>")[2].strip()
    assert inside.startswith('<div lang="ar" dir="rtl">'), "webmail shows the inside of the body only"


@given(st.text())
def test_no_text_but_one_address_gets_a_mail(address: str) -> None:
    with suppress(AddressRefusedError):
        message = confirmation_mail(Private(address), "it", NullTranslations(), ENVELOPE)
        assert len(message.send_to) == 1
        assert address.count("@") == 1


def test_a_refused_address_is_not_repeated() -> None:
    with pytest.raises(AddressRefusedError) as refused:
        confirmation_mail(Private("a@b.it,prova9944@x.it"), "it", NullTranslations(), ENVELOPE)
    assert "prova9944" not in str(refused.value)

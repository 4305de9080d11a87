"""The mail that brings a request."""

from __future__ import annotations

import dataclasses
import re
import uuid
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from flask_mail import Mail, Message
from html5lib import HTMLParser
from hypothesis import given
from hypothesis import strategies as st

from forms_app.mail.message import Envelope, one_line
from forms_app.mail.postman import mail_app
from forms_app.mail.request_mail import request_mail
from forms_app.privacy.private import Private
from forms_app.requests.codes import short_code
from forms_app.requests.context import Addressee, Topic
from forms_app.requests.submission import Answers, FormKind, Submission
from tests.unit.forms_app.samples import (
    ADDRESSEE,
    ANSWERS,
    LINKER,
    MARKERS,
    NOW,
    OFFERS,
    SUBMISSION,
    TOPIC,
    submissions,
)

ENVELOPE = Envelope(("Sportello", "sportello@example.org"), "<prova@example.org>", NOW, "K7F2-QXMA")
APP = mail_app()
Mail(APP)


def composed(submission: Submission = SUBMISSION, topic: Topic = TOPIC) -> Message:
    return request_mail(submission, topic, ADDRESSEE, ENVELOPE, OFFERS)


def with_answers(**changes: object) -> Submission:
    return dataclasses.replace(SUBMISSION, answers=dataclasses.replace(ANSWERS, **changes))  # type: ignore[arg-type]


def sent(message: Message) -> EmailMessage:
    with APP.app_context():
        return message_from_bytes(message.as_bytes(), EmailMessage, policy=policy.default)


def plain(message: Message) -> str:
    return str(message.body)


def test_how_the_person_may_be_contacted_comes_first() -> None:
    found = [
        plain(composed()).index(words)
        for words in (*MARKERS[:3], "per telefono, con un SMS", "mattina, sera")
    ]
    found += [plain(composed()).index(words) for words in ("NO: parla solo", "arabo; serve un interprete")]
    assert found == sorted(found)
    assert found[-1] < plain(composed()).index("ACTIVITY.CR") < plain(composed()).index(MARKERS[3])


def test_topic_place_desk_and_half_days_are_told_in_italian() -> None:
    text = plain(composed())
    for words in (
        "La persona chiede un appuntamento.",
        "Comune: San Giovanni in Croce",
        "Sportello: Sportello di Gussola",
        "1. martedì 1 dicembre 2026, mattina",
        "2. giovedì 3 dicembre 2026, pomeriggio",
        "ricevuta il 30 marzo 2025, 01:30",
    ):
        assert words in text
    assert "Servizio:" not in text


def test_a_contact_request_says_so_and_asks_for_no_half_days() -> None:
    contact = dataclasses.replace(with_answers(half_days=()), form=FormKind.CONTACT)
    text = plain(composed(contact))
    assert "chiede di essere contattata" in text
    assert "Quando può venire" not in text


def test_what_was_left_open_is_said_to_be_open() -> None:
    text = plain(
        composed(with_answers(channels=(), contact_times=(), may_leave_message=True, message=Private("")))
    )
    assert "Come: come preferisci" in text
    assert "Quando: a qualsiasi ora" in text
    assert "sì, puoi lasciare un messaggio" in text
    assert "non ha scritto altro" in text


def test_both_parts_tell_the_same_facts() -> None:
    html = str(composed().html)
    for fact in (*MARKERS, "serve un interprete", "martedì 1 dicembre 2026", "K7F2-QXMA", "NO: parla solo"):
        assert fact in html
        assert fact in plain(composed())


def test_no_header_holds_anything_of_the_citizen() -> None:
    headers = "\n".join(f"{name}: {value}" for name, value in sent(composed()).items())
    assert not any(marker in headers for marker in MARKERS)
    assert "arab" not in headers
    assert sent(composed())["Subject"] == "Nuova richiesta K7F2-QXMA"


def test_message_id_and_date_are_those_of_the_acceptance() -> None:
    message = sent(composed())
    assert message["Message-ID"] == "<prova@example.org>"
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"


def test_every_line_of_the_wire_is_short_and_ascii() -> None:
    with APP.app_context():
        wire = composed(with_answers(message=Private("مرحبا😀" * 200))).as_bytes()
    assert wire.isascii()
    assert max(map(len, wire.splitlines())) <= 998


@given(submissions())
def test_any_answers_make_a_mail_that_arrives_whole(submission: Submission) -> None:
    message = sent(composed(submission))
    part = message.get_body(("plain",))
    assert part is not None
    # A mail's lines end in CR LF, so other ends of lines inside a text become these.
    lines = [line.strip() for line in str(part.get_content()).split("\n")]
    for line in submission.answers.message.reveal().replace("\r", "\n").split("\n"):
        assert any(one_line(line) == one_line(found) for found in lines)
    assert message.keys() == sent(composed()).keys()


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;'


@pytest.mark.parametrize("field", ["name", "phone", "email", "message"])
def test_personal_text_is_escaped_in_html(field: str) -> None:
    html = str(composed(with_answers(**{field: Private(HOSTILE)})).html)
    document = HTMLParser(namespaceHTMLElements=False).parse(html)
    assert [element.tag for element in document.iter() if element.tag in {"script", "img"}] == []
    assert [element for element in document.iter() if "onerror" in element.attrib] == []


def test_the_html_part_is_valid() -> None:
    parser = HTMLParser(strict=True)
    parser.parse(str(composed().html).strip())
    assert parser.errors == []


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\0", "\u2028", "\x85"])
def test_no_name_can_begin_another_header(break_: str) -> None:
    addressee = Addressee("ente", f"Ente{break_}Bcc: evil@example.org", "a@example.org")
    envelope = dataclasses.replace(ENVELOPE, sender=(f"S{break_}Bcc: x@example.org", "s@example.org"))
    message = sent(request_mail(SUBMISSION, TOPIC, addressee, envelope, OFFERS))
    assert "Bcc" not in message
    assert [address.addr_spec for address in message["To"].addresses] == ["a@example.org"]
    assert [address.addr_spec for address in message["From"].addresses] == ["s@example.org"]


def test_a_name_cannot_leave_its_line() -> None:
    text = plain(composed(with_answers(name=Private("Prova\r\nTelefono: 000"))))
    assert "Nome: Prova Telefono: 000\n" in text


def test_the_citizens_words_cannot_pass_for_ours() -> None:
    text = plain(composed(with_answers(message=Private("ciao\nCOME CONTATTARE LA PERSONA"))))
    assert re.findall(r"^COME CONTATTARE", text, re.MULTILINE) == ["COME CONTATTARE"]


@pytest.mark.parametrize(("tag", "name"), [("ar", "arabo"), ("pt-BR", "portoghese brasiliano"), ("zz", "zz")])
def test_languages_have_italian_names(tag: str, name: str) -> None:
    assert f"Lingua: {name}" in plain(composed(with_answers(spoken_language=tag, interpreter=False)))


@given(st.uuids())
def test_a_short_code_is_opaque_and_easy_to_read_aloud(request_id: uuid.UUID) -> None:
    assert re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}", short_code(request_id))
    assert str(request_id)[:8].upper() not in short_code(request_id)


def test_answers_are_not_shown_by_the_message_that_holds_them() -> None:
    assert isinstance(ANSWERS, Answers)
    assert not any(marker in repr(composed()) for marker in MARKERS)


def test_the_partners_links_are_in_both_texts_each_whole() -> None:
    message = composed()
    links = [OFFERS.take, *(url for _, url in OFFERS.confirm), OFFERS.propose, OFFERS.pass_on, OFFERS.close]
    for link in links:
        assert str(link) in plain(message).splitlines()
        assert f'href="{link}"' in str(message.html)
    assert "Confermo l’appuntamento di martedì 1 dicembre 2026, mattina" in plain(message)


def test_what_cannot_be_done_is_not_offered() -> None:
    contact = dataclasses.replace(SUBMISSION, form=FormKind.CONTACT)
    offers = LINKER.offers(uuid.UUID(int=7), NOW, FormKind.CONTACT, (), others=False)
    message = request_mail(contact, TOPIC, ADDRESSEE, ENVELOPE, offers)
    assert plain(message).count("/partner/") == 2
    assert "passo a un altro" not in plain(message)


def test_a_possible_duplicate_says_so_first() -> None:
    envelope = dataclasses.replace(ENVELOPE, possible_duplicate=True)
    message = sent(request_mail(SUBMISSION, TOPIC, ADDRESSEE, envelope, OFFERS))
    assert message["X-Sportello-Possible-Duplicate"] == "yes"
    part = message.get_body(("plain",))
    assert part is not None
    assert part.get_content().startswith("Possibile doppione")
    assert sent(composed())["X-Sportello-Possible-Duplicate"] is None

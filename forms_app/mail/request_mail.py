"""The mail that brings a citizen's request to the partner: how to contact the person comes first."""

from __future__ import annotations

import base64
import datetime as dt
import re
import uuid
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from flask_mail import Message
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from forms_app.mail.message import Envelope, Texts, one_line, partner_message
from forms_app.privacy.private import Private
from forms_app.requests.context import Addressee, Topic
from forms_app.requests.submission import Submission

_ROME = ZoneInfo("Europe/Rome")
_ITALIAN = Locale("it")


def request_mail(submission: Submission, topic: Topic, addressee: Addressee, envelope: Envelope) -> Message:
    """Compose the mail in Italian. Nothing of the citizen is in its headers."""
    return partner_message(addressee, envelope, request_texts(submission, topic, envelope))


def request_texts(submission: Submission, topic: Topic, envelope: Envelope) -> Texts:
    """Write the mail's texts."""
    words = {
        "submission": submission,
        "answers": submission.answers,
        "topic": topic,
        "code": envelope.code,
        "received": format_datetime(envelope.date, "d MMMM y, HH:mm", tzinfo=_ROME, locale=_ITALIAN),
    }
    return rendered("request", words)


def short_code(request_id: uuid.UUID) -> str:
    """Return eight letters and digits by which partner and desk can speak of a request: `K7F2-9QXM`."""
    letters = base64.b32encode(request_id.bytes[:5]).decode("ascii")
    return f"{letters[:4]}-{letters[4:]}"


def rendered(mail: str, words: Mapping[str, object]) -> Texts:
    """Fill in the three templates of a mail."""
    names = ("subject.txt", "body.txt", "body.html")
    return Texts(*(_environment().get_template(f"{mail}/{name}").render(words) for name in names))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("forms_app.mail"),
        autoescape=select_autoescape(["html"]),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The partners read Italian, and the templates are written in it.
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(
        line=_line, paragraphs=_paragraphs, tel=_tel, mailto=_mailto, day=_day, language=_language
    )
    return environment


def _line(text: Private) -> str:
    return one_line(text.reveal())


def _paragraphs(text: Private) -> list[str]:
    return text.reveal().replace("\r\n", "\n").strip().split("\n")


def _tel(phone: Private) -> str:
    return "tel:" + re.sub(r"[^0-9+]", "", phone.reveal())


def _mailto(email: Private) -> str:
    return "mailto:" + quote(one_line(email.reveal()), safe="@")


def _day(day: dt.date) -> str:
    return format_date(day, "EEEE d MMMM y", locale=_ITALIAN)


def _language(tag: str) -> str:
    names = _ITALIAN.languages
    found = names.get(tag.replace("-", "_")) or names.get(tag.partition("-")[0].lower())
    return str(found) if found else one_line(tag)

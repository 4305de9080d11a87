"""The mails' templates, in Italian: a folder a message, with subject, text and HTML."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from forms_app.mail.message import Texts, one_line
from forms_app.privacy.private import Private

_ROME = ZoneInfo("Europe/Rome")
_ITALIAN = Locale("it")
_BREAKING = {"Cc", "Cs", "Zl", "Zp"}


def render(message: str, words: Mapping[str, object]) -> Texts:
    """Write subject and texts of a message by the templates in its folder."""
    subject, plain, html = (
        _environment().get_template(f"{message}/{name}").render(words)
        for name in ("subject.txt", "body.txt", "body.html")
    )
    return Texts(subject, plain, html)


def moment(at: dt.datetime) -> str:
    """Write a moment as the desks' clocks show it: `3 febbraio 2026, 09:05`."""
    return format_datetime(at, "d MMMM y, HH:mm", tzinfo=_ROME, locale=_ITALIAN)


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
    # No header's text: joiners stay, without which Persian words and some emoji fall apart.
    whole = (" " if unicodedata.category(c) in _BREAKING else c for c in text.reveal())
    return " ".join("".join(whole).split())


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

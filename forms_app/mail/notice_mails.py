"""The mails beside the requests. None says anything about the citizen, or about what was asked."""

from __future__ import annotations

from gettext import NullTranslations

from flask_mail import Message
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from forms_app.mail.message import Envelope, Texts, partner_message
from forms_app.privacy.private import Private
from forms_app.requests.context import Addressee
from sportello.translation import direction, lang_tag

_ITALIAN = NullTranslations()


def withdrawal_mail(addressee: Addressee, envelope: Envelope) -> Message:
    """Tell the partner that the person took a request back."""
    return _partner_mail("withdrawal", addressee, envelope)


def erasure_mail(addressee: Addressee, envelope: Envelope) -> Message:
    """Ask the partner to destroy a request, as the person had it destroyed here."""
    return _partner_mail("erasure", addressee, envelope)


def confirmation_mail(
    address: Private, language: str, interface: NullTranslations, envelope: Envelope
) -> Message:
    """Tell the citizen, who asked for it, that something arrived: not what, not where. Raises AddressRefusedError."""
    words = {"lang": lang_tag(language), "dir": direction(language)}
    return partner_message(
        Addressee("", "", address.reveal()), envelope, _texts("confirmation", _environment(interface), words)
    )


def _partner_mail(name: str, addressee: Addressee, envelope: Envelope) -> Message:
    return partner_message(
        addressee,
        envelope,
        _texts(name, _environment(_ITALIAN), {"code": envelope.code, "lang": "it", "dir": "ltr"}),
    )


def _texts(name: str, environment: Environment, words: dict[str, str]) -> Texts:
    subject, plain, html = (
        environment.get_template(f"{name}/{part}").render(words)
        for part in ("subject.txt", "body.txt", "body.html")
    )
    return Texts(subject, plain, html)


def _environment(interface: NullTranslations) -> Environment:
    environment = Environment(
        loader=PackageLoader("forms_app.mail"),
        autoescape=select_autoescape(["html"]),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(interface, newstyle=True)  # type: ignore[attr-defined]
    return environment

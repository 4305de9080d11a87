"""Putting a form together: its kind, the topics it may be about, what was posted or what is chosen already."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict

from forms_app.forms.appointment import AppointmentForm
from forms_app.forms.contact import ContactForm, Offered
from forms_app.forms.destination import Destination
from forms_app.forms.fields import Choice
from forms_app.forms.referral import ReferralForm
from forms_app.forms.topics import open_topics, write_topic
from forms_app.languages import language_of
from forms_app.requests.submission import FormKind
from forms_app.services import Services
from sportello.catalogue import Catalogue
from sportello.catalogue.model import Record
from sportello.translation import Translator

_FORMS: dict[FormKind, type[ContactForm]] = {
    FormKind.CONTACT: ContactForm,
    FormKind.APPOINTMENT: AppointmentForm,
    FormKind.REFERRAL: ReferralForm,
}


def make_form(
    services: Services,
    destination: Destination,
    kind: FormKind,
    posted: ImmutableMultiDict[str, str] | None = None,
    **data: str,
) -> ContactForm:
    """The form in the reader's language: with what was posted, else with `data` filled in."""
    translator = services.translators[language_of(request.path, services.languages)]
    desks = destination.route.locations if destination.route else ()
    offered = Offered(
        topics=tuple(_topics(services.catalogue, translator, kind)),
        desks=tuple(_choice(translator, desk.slug, desk) for desk in desks),
        today=services.today(),
    )
    return _FORMS[kind](destination, offered, posted, **data)


def _topics(catalogue: Catalogue, translator: Translator, kind: FormKind) -> Iterator[Choice]:
    for program, subjects in open_topics(catalogue, kind):
        heading = translator.text(program.title, program.path).text if program else _("Altri servizi")
        for subject in subjects:
            yield _choice(translator, write_topic(subject), subject, heading)


def _choice(translator: Translator, value: str, record: Record, group: str = "") -> Choice:
    said = translator.text(record.title, record.path)
    language = "" if said.language == translator.language else said.language
    return Choice(value, said.text, group=group, language=language)

"""Putting a form together: its kind, the topics it may be about, what was posted or what is chosen already."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict

from forms_app.forms.appointment import AppointmentForm
from forms_app.forms.contact import ContactForm
from forms_app.forms.destination import Destination
from forms_app.forms.fields import Choice
from forms_app.forms.topics import open_topics, write_topic
from forms_app.languages import language_of
from forms_app.requests.submission import FormKind
from forms_app.services import Services

_FORMS: dict[FormKind, type[ContactForm]] = {
    FormKind.CONTACT: ContactForm,
    FormKind.APPOINTMENT: AppointmentForm,
}


def make_form(
    services: Services,
    destination: Destination,
    kind: FormKind,
    posted: ImmutableMultiDict[str, str] | None = None,
    **data: str,
) -> ContactForm:
    """The form in the reader's language: with what was posted, else with `data` filled in."""
    topics = tuple(_topics(services, kind))
    return _FORMS[kind](destination, topics, posted, services.today(), **data)


def _topics(services: Services, kind: FormKind) -> Iterator[Choice]:
    translator = services.translators[language_of(request.path, services.languages)]
    for program, subjects in open_topics(services.catalogue, kind):
        heading = translator.text(program.title, program.path).text if program else _("Altri servizi")
        for subject in subjects:
            said = translator.text(subject.title, subject.path)
            language = "" if said.language == translator.language else said.language
            yield Choice(write_topic(subject), said.text, group=heading, language=language)

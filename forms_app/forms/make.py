"""Putting a form together: its kind, the topics it may be about, what was posted or what is chosen already."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import request
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict

from forms_app.forms.appointment import AppointmentForm
from forms_app.forms.contact import ContactForm, Lasting, Offered
from forms_app.forms.destination import Destination
from forms_app.forms.fields import Choice
from forms_app.forms.ordering import by_title
from forms_app.forms.referral import ReferralForm
from forms_app.forms.spoken import spoken_languages
from forms_app.forms.topics import open_topics, write_topic
from forms_app.languages import language_of
from forms_app.requests.submission import FormKind
from forms_app.services import Services
from sportello.catalogue import Catalogue
from sportello.catalogue.model import Location
from sportello.catalogue.opening import Timetable, make_timetable
from sportello.catalogue.record import Record
from sportello.translation import Translator

_FORMS: dict[FormKind, type[ContactForm]] = {
    FormKind.CONTACT: ContactForm,
    FormKind.APPOINTMENT: AppointmentForm,
    FormKind.REFERRAL: ReferralForm,
}


class FormMaker:
    """Puts the forms of one application together; what a language offers to choose from is worked out once."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lasting: dict[tuple[str, FormKind], Lasting] = {}

    def make(
        self,
        destination: Destination,
        kind: FormKind,
        posted: ImmutableMultiDict[str, str] | None = None,
        **data: str,
    ) -> ContactForm:
        """The form in the reader's language: with what was posted, else with `data` filled in."""
        translator = self._services.translators[language_of(request.path, self._services.languages)]
        desks = destination.route.locations if destination.route else ()
        offered = Offered(
            lasting=self._lasting_of(translator, kind),
            desks=tuple(_choice(translator, desk.slug, desk) for desk in desks),
            timetables={desk.slug: self._timetable(desk) for desk in desks},
            today=self._services.today(),
        )
        return _FORMS[kind](destination, offered, posted, **data)

    def _timetable(self, desk: Location) -> Timetable:
        municipalities = self._services.catalogue.municipalities
        return make_timetable(desk, municipalities.get(desk.municipality))

    def _lasting_of(self, translator: Translator, kind: FormKind) -> Lasting:
        known = self._lasting.get((translator.language, kind))
        if known is None:
            topics = tuple(_topics(self._services.catalogue, translator, kind))
            known = Lasting(topics, spoken_languages(get_locale()))
            self._lasting[translator.language, kind] = known
        return known


def _topics(catalogue: Catalogue, translator: Translator, kind: FormKind) -> Iterator[Choice]:
    for program, subjects in open_topics(catalogue, kind, partial(by_title, translator)):
        heading = translator.text(program.title, program.path).text if program else _("Altri servizi")
        for subject in subjects:
            yield _choice(translator, write_topic(subject), subject, heading)


def _choice(translator: Translator, value: str, record: Record, group: str = "") -> Choice:
    said = translator.text(record.title, record.path)
    language = "" if said.language == translator.language else said.language
    return Choice(value, said.text, group=group, language=language)

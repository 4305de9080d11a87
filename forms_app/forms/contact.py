"""The contact request: "call me back"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import StopValidation

from forms_app.forms.destination import Destination
from forms_app.forms.fields import AnyOf, Choice, OneOf, TextField
from forms_app.forms.texts import read_email, read_message, read_name, read_phone, read_place
from forms_app.requests.submission import Channel, ContactTime, FormKind, Operator, Weekday, Writer
from sportello.catalogue.model import Location
from sportello.catalogue.opening import Timetable

Posted = ImmutableMultiDict[str, str] | None
"""What a browser sent; None for a form that is shown for the first time."""


@dataclass(frozen=True)
class Lasting:
    """What a kind of form offers in a language as long as the application runs."""

    topics: tuple[Choice, ...]
    spoken_languages: tuple[Choice, ...]


@dataclass(frozen=True)
class Offered:
    """What a form offers to choose from, in the reader's language; `timetables` are the desks', by their names."""

    lasting: Lasting
    desks: tuple[Choice, ...]
    timetables: Mapping[str, Timetable]
    today: dt.date


class ContactForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What the person tells: who, how to be reached, in which language, about what.

    The place and the topic only lead to who answers; that is `destination`, worked out by the catalogue.
    """

    kind = FormKind.CONTACT

    topic = OneOf(_l("Di che cosa hai bisogno?"))
    municipality = TextField(_l("In quale comune abiti?"), read_place)
    desk = HiddenField()
    name = TextField(_l("Come possiamo chiamarti?"), read_name)
    phone = TextField(_l("Numero di telefono"), read_phone)
    email = TextField(_l("Indirizzo e-mail"), read_email)
    channels = AnyOf(_l("Come possiamo contattarti?"))
    days = AnyOf(_l("In quali giorni?"))
    times = AnyOf(_l("Quando possiamo contattarti?"))
    may_leave_message = BooleanField(_l("Se non rispondo, potete lasciare un messaggio"))
    may_say_who = BooleanField(_l("Se risponde un’altra persona, potete dire chi siete"))
    wants_confirmation = BooleanField(_l("Mandatemi un’e-mail che dice solo che è arrivata"))
    spoken_language = OneOf(_l("In quale lingua preferisci parlare?"))
    interpreter = BooleanField(_l("Mi serve un interprete"))
    operator = OneOf(_l("Con chi preferisci parlare?"), default=Operator.ANYONE.value)
    writer = OneOf(_l("Per chi scrivi?"), default=Writer.SELF.value)
    message = TextField(_l("Che cosa vuoi dirci?"), read_message)
    submission_id = HiddenField()
    website = StringField(_l("Lascia vuoto questo campo"))
    altcha = HiddenField()
    ticket = HiddenField()

    def __init__(self, destination: Destination, offered: Offered, formdata: Posted, **data: str) -> None:
        super().__init__(formdata=formdata, data=data)
        self.destination = destination
        self.topic.choices = (Choice("", _("Non lo so, o altro")), *offered.lasting.topics)
        self.channels.choices = _CHANNELS
        self.days.choices = _DAYS
        self.times.choices = _TIMES
        self.operator.choices = _OPERATORS
        self.writer.choices = _WRITERS
        self.spoken_language.choices = offered.lasting.spoken_languages

    @property
    def location(self) -> Location | None:
        """The desk: the one asked for if it answers here, else the one that the route proposes."""
        route = self.destination.route
        if route is None:
            return None
        return next((desk for desk in route.locations if desk.slug == self.desk.data), route.location)

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """The ids of the fields that cannot be taken, each with the reason, in the order of the page."""
        refused = [name for name in _ORDER if name in self and self[name].errors]
        return [(self[name].id, str(self[name].errors[0])) for name in refused]

    def kept(self) -> Iterator[tuple[str, str]]:
        """Names and values of all answers, to travel in the page that shows them."""
        for field in self:
            if isinstance(field, BooleanField):
                yield from [(field.name, "y")] if field.data else []
            elif field is not self.csrf_token:
                values = field.data if isinstance(field, AnyOf) else [field.data or ""]
                yield from ((field.name, value) for value in values)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check every field, then what they say together."""
        alone = super().validate(extra_validators)
        together = [self._can_be_reached(), self._channels_fit(), self._confirmation_fits()]
        return bool(alone) and all(together)

    def validate_municipality(self, field: TextField) -> None:
        """The place must lead to somebody who answers."""
        if self.destination.is_unknown:
            raise StopValidation(_("Non conosciamo questo comune: controlla come è scritto"))
        if self.destination.is_not_served:
            raise StopValidation(
                _("Quello che hai scelto non è per chi abita a %(place)s", place=field.shown)
            )
        if self.destination.route is None:
            raise StopValidation(_("Scrivi il comune dove abiti"))

    def validate_channels(self, field: AnyOf) -> None:
        """Without a channel nobody may get in touch."""
        if not field.data:
            raise StopValidation(_("Scegli almeno un modo per contattarti"))

    def _can_be_reached(self) -> bool:
        if any((self.phone.data, self.email.data, self.phone.errors, self.email.errors)):
            return True
        self.phone.errors = [_("Scrivi un telefono o un’e-mail: ne basta uno")]
        return False

    def _channels_fit(self) -> bool:
        chosen = set(self.channels.data or ())
        fits = True
        if chosen & {Channel.CALL, Channel.TEXT} and not (self.phone.data or self.phone.errors):
            self.phone.errors = [_("Per chiamarti o scriverti un SMS ci serve il tuo numero")]
            fits = False
        if Channel.EMAIL in chosen and not (self.email.data or self.email.errors or self.phone.errors):
            self.email.errors = [_("Per scriverti un’e-mail ci serve il tuo indirizzo")]
            fits = False
        return fits

    def _confirmation_fits(self) -> bool:
        asked = "wants_confirmation" in self and self.wants_confirmation.data
        if not asked or self.email.data or self.email.errors or self.phone.errors:
            return True
        self.email.errors = [_("Per mandarti l’avviso ci serve il tuo indirizzo e-mail")]
        return False


_ORDER = (
    "referrer_name",
    "referrer_service",
    "referrer_contact",
    "agreed",
    "agreement",
    "topic",
    "municipality",
    "desk",
    "first",
    "second",
    "third",
    "writer",
    "name",
    "phone",
    "email",
    "channels",
    "days",
    "times",
    "may_leave_message",
    "may_say_who",
    "wants_confirmation",
    "spoken_language",
    "interpreter",
    "operator",
    "message",
)

_CHANNELS = (
    Choice(Channel.CALL, _l("Telefonata")),
    Choice(Channel.TEXT, _l("SMS o messaggio")),
    Choice(Channel.EMAIL, _l("E-mail")),
)

_TIMES = (
    Choice(ContactTime.MORNING, _l("Mattina")),
    Choice(ContactTime.AFTERNOON, _l("Pomeriggio")),
    Choice(ContactTime.EVENING, _l("Sera")),
)

_DAYS = (
    Choice(Weekday.MONDAY, _l("Lunedì")),
    Choice(Weekday.TUESDAY, _l("Martedì")),
    Choice(Weekday.WEDNESDAY, _l("Mercoledì")),
    Choice(Weekday.THURSDAY, _l("Giovedì")),
    Choice(Weekday.FRIDAY, _l("Venerdì")),
    Choice(Weekday.SATURDAY, _l("Sabato")),
)

_OPERATORS = (
    Choice(Operator.ANYONE, _l("È lo stesso")),
    Choice(Operator.WOMAN, _l("Con una donna")),
    Choice(Operator.MAN, _l("Con un uomo")),
)

_WRITERS = (
    Choice(Writer.SELF, _l("Per me")),
    Choice(Writer.OTHER_KNOWN, _l("Per un’altra persona, che lo sa")),
    Choice(Writer.OTHER_UNKNOWN, _l("Per un’altra persona, che non lo sa ancora")),
)

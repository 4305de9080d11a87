"""The appointment request: the contact request, and where and when the person would like to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from forms_app.forms import half_days
from forms_app.forms.contact import ContactForm, Offered, Posted
from forms_app.forms.dates import day_and_month, weekday_day_and_month
from forms_app.forms.destination import Destination
from forms_app.forms.fields import Choice, OneOf
from forms_app.forms.topics import write_topic
from forms_app.requests.submission import FormKind, Half, HalfDay
from sportello.catalogue.model import Location
from sportello.catalogue.opening import Timetable

_CLOSED_THEN = _l("Lo sportello è chiuso in questa mezza giornata: scegline un’altra")


class AppointmentForm(ContactForm):
    """A desk of those that answer, and up to three half-days inside its hours."""

    kind = FormKind.APPOINTMENT

    desk = OneOf(_l("A quale sportello vuoi andare?"), _l("Scegli uno degli sportelli"))
    first = OneOf(_l("Prima scelta"), _CLOSED_THEN)
    second = OneOf(_l("Seconda scelta"), _CLOSED_THEN)
    third = OneOf(_l("Terza scelta"), _CLOSED_THEN)

    def __init__(self, destination: Destination, offered: Offered, formdata: Posted, **data: str) -> None:
        super().__init__(destination, offered, formdata, **data)
        if formdata is None and self.desks and self.location is None:
            self.desk.data = self.desks[0].slug
        self._tomorrow = offered.today + dt.timedelta(days=1)
        # Where there is nothing to choose, whatever desk the page before proposed does no harm: it is not read.
        self.desk.choices = offered.desks if len(self.desks) > 1 else (Choice(self.desk.data or "", ""),)
        self._timetable = offered.timetables[self.location.slug] if self.location else None
        known = [self._timetable] if self._timetable else list(offered.timetables.values())
        days = _day_choices(known or [Timetable()], offered.today)
        for field in self.preferences:
            field.choices = (Choice("", _("Scegli")), *days)

    @property
    def desks(self) -> tuple[Location, ...]:
        """The desks to choose from."""
        return self.destination.route.locations if self.destination.route else ()

    @property
    def location(self) -> Location | None:
        """The desk chosen, or the only one."""
        if len(self.desks) == 1:
            return self.desks[0]
        return next((desk for desk in self.desks if desk.slug == self.desk.data), None)

    @property
    def online_until(self) -> dt.date | None:
        """The first day on which one can go to the desk, while it answers only online."""
        timetable = self._timetable
        online = timetable is not None and timetable.is_online_only(self._tomorrow)
        return timetable.online_only_until if timetable and online else None

    @property
    def preferences(self) -> tuple[OneOf, ...]:
        """The three fields in the order of preference."""
        return self.first, self.second, self.third

    @property
    def half_days(self) -> tuple[HalfDay, ...]:
        """What was chosen, each half-day once."""
        chosen = (half_days.read(field.data or "") for field in self.preferences)
        return tuple(dict.fromkeys(day for day in chosen if day))

    def validate_topic(self, field: OneOf) -> None:
        """Without a topic nobody can tell which desk it is: one who does not know asks for a call."""
        route = self.destination.route
        answering = route and (route.service or route.program)
        if route and not (answering and write_topic(answering) in {choice.value for choice in field.choices}):
            raise StopValidation(_("Scegli per che cosa vuoi l’appuntamento"))

    def validate_first(self, field: OneOf) -> None:
        """One half-day at least, where there is one to choose."""
        if not field.data and len(field.choices) > 1:
            raise StopValidation(_("Scegli almeno una mezza giornata"))


def say_half_day(half_day: HalfDay) -> str:
    """`lunedì 12 gennaio, mattina`."""
    half = _("mattina") if half_day.half is Half.MORNING else _("pomeriggio")
    return str(_("%(day)s, %(half)s", day=weekday_day_and_month(half_day.date, get_locale()), half=half))


def _day_choices(timetables: Sequence[Timetable], today: dt.date) -> tuple[Choice, ...]:
    """The half-days of any of the desks; hours are said where there is only one."""
    found = {day for timetable in timetables for day in half_days.offered(timetable, today)}
    only = timetables[0] if len(timetables) == 1 else Timetable()
    return tuple(_day_choice(only, day) for day in sorted(found, key=_in_time))


def _in_time(half_day: HalfDay) -> tuple[dt.date, bool]:
    return half_day.date, half_day.half is Half.AFTERNOON


def _day_choice(timetable: Timetable, half_day: HalfDay) -> Choice:
    label = say_half_day(half_day)
    spans = " · ".join(
        f"{span.start:%H:%M}–{span.end:%H:%M}" for span in half_days.opening(timetable, half_day)
    )
    if spans:
        label = f"{label} ({spans})"
    if timetable.is_online_only(half_day.date):
        label = _("%(day)s, online", day=label)
    monday = half_day.date - dt.timedelta(days=half_day.date.weekday())
    return Choice(
        half_days.write(half_day),
        label,
        group=_("Settimana del %(day)s", day=day_and_month(monday, get_locale())),
    )

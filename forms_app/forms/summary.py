"""What the check screen shows: every answer on a line, with the field to go back to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from forms_app.forms.appointment import AppointmentForm, say_half_day
from forms_app.forms.contact import ContactForm
from forms_app.forms.fields import AnyOf, OneOf, label_of
from forms_app.forms.referral import ReferralForm


@dataclass(frozen=True)
class Line:
    """A question and its answer.

    Attributes:
        field: where "change" leads.
        question: as the form asks it.
        answers: each on a line of its own.
        direction: of the answers, where it is not the page's: "ltr" for numbers and addresses, "auto" for words.
        language: of the answers, where it is not the page's.
    """

    field: str
    question: str
    answers: tuple[str, ...]
    direction: str = ""
    language: str = ""


def summary(form: ContactForm) -> tuple[Line, ...]:
    """The lines of a form that was found right, in its order."""
    lines = [*_referral(form), *_about(form), *_who(form), *_how(form)]
    return tuple(line for line in lines if line.answers)


def _referral(form: ContactForm) -> Iterator[Line]:
    if isinstance(form, ReferralForm):
        for field in (form.referrer_name, form.referrer_service, form.referrer_contact):
            yield Line(field.name, field.label.text, (field.clean.reveal(),), "auto")
        yield Line("agreed", _("La persona è d’accordo?"), (_yes_or_no(form.agreed.data),))
        yield Line("agreement", form.agreement.label.text, (_label(form.agreement),))


def _about(form: ContactForm) -> Iterator[Line]:
    topic = label_of(form.topic.choices, form.topic.data or "")
    place = form.destination.municipality
    yield Line("topic", form.topic.label.text, (topic.label,), language=topic.language)
    yield Line(
        "municipality", form.municipality.label.text, (place.title if place else _("Un altro comune"),)
    )
    if isinstance(form, AppointmentForm):
        if len(form.desks) > 1 and form.location:
            desk = label_of(form.desk.choices, form.location.slug)
            yield Line("desk", form.desk.label.text, (desk.label,), language=desk.language)
        if form.half_days:
            yield Line("first", _("Quando vorresti venire?"), tuple(map(say_half_day, form.half_days)))


def _who(form: ContactForm) -> Iterator[Line]:
    if "writer" in form:
        yield Line("writer", form.writer.label.text, (_label(form.writer),))
    yield Line("name", form.name.label.text, (form.name.clean.reveal(),), "auto")
    yield Line(
        "phone",
        form.phone.label.text,
        (form.phone.clean.reveal() or _("Nessuno"),),
        "ltr" if form.phone.data else "",
    )
    yield Line(
        "email",
        form.email.label.text,
        (form.email.clean.reveal() or _("Nessuno"),),
        "ltr" if form.email.data else "",
    )


def _how(form: ContactForm) -> Iterator[Line]:
    yield Line("channels", form.channels.label.text, _labels(form.channels))
    yield Line("days", form.days.label.text, _labels(form.days) or (_("Ogni giorno"),))
    yield Line("times", form.times.label.text, _labels(form.times) or (_("In qualsiasi momento"),))
    yield Line(
        "may_leave_message", _("Si può lasciare un messaggio?"), (_yes_or_no(form.may_leave_message.data),)
    )
    yield Line("may_say_who", _("Si può dire chi chiama?"), (_yes_or_no(form.may_say_who.data),))
    if "wants_confirmation" in form:
        asked = _yes_or_no(form.wants_confirmation.data)
        yield Line("wants_confirmation", _("Un’e-mail che dice che è arrivata?"), (asked,))
    yield Line("spoken_language", form.spoken_language.label.text, (_label(form.spoken_language),))
    yield Line("interpreter", _("Serve un interprete?"), (_yes_or_no(form.interpreter.data),))
    yield Line("operator", form.operator.label.text, (_label(form.operator),))
    message = form.message.clean.reveal()
    yield Line("message", form.message.label.text, (message or _("Niente"),), "auto" if message else "")


def _labels(field: AnyOf) -> tuple[str, ...]:
    return tuple(str(choice.label) for choice in field.choices if choice.value in field.data)


def _label(field: OneOf) -> str:
    return str(label_of(field.choices, field.data or "").label)


def _yes_or_no(answer: bool) -> str:  # noqa: FBT001 - it is said in words
    return str(_("Sì") if answer else _("No"))

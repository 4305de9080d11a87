"""The two screens of "is this page clear?": the rating, then why. No form token: no cookie to compare it with."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, StringField

from forms_app.clarity.rating import LIKED_FROM, STARS, reasons_for
from forms_app.clarity.words import WORDS
from forms_app.forms.contact import Posted
from forms_app.forms.fields import Choice, OneOf, TextField
from forms_app.forms.texts import read_details


class _PerhapsOneOf(OneOf):
    """One answer, or none."""

    def pre_validate(self, form: object) -> None:
        if self.data:
            super().pre_validate(form)


class RatingForm(Form):  # type: ignore[misc] # WTForms has no types
    """How clear a page is."""

    rating = OneOf(
        _l("Quanto sono chiare le informazioni su questa pagina?"), _l("Scegli un numero da 1 a 5")
    )

    def __init__(self, posted: Posted = None) -> None:
        super().__init__(posted)
        self.rating.choices = tuple(Choice(str(stars), str(stars)) for stars in STARS)

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """The field that cannot be taken, with the reason."""
        return [(self.rating.id, str(self.rating.errors[0]))] if self.rating.errors else []


class WhyForm(Form):  # type: ignore[misc] # WTForms has no types
    """Why, and a few words; all of it may be left out."""

    mark = HiddenField()
    reason = _PerhapsOneOf("")
    details = TextField(_l("Vuoi aggiungere altri dettagli?"), read_details)
    website = StringField(_l("Lascia vuoto questo campo"))
    altcha = HiddenField()
    ticket = HiddenField()

    def __init__(self, stars: int, posted: Posted = None, mark: str = "") -> None:
        super().__init__(posted, data={"mark": mark})
        self.stars = stars
        self.reason.label.text = (
            gettext("Quali sono stati gli aspetti che hai preferito?")
            if stars >= LIKED_FROM
            else gettext("Dove hai incontrato le maggiori difficoltà?")
        )
        self.reason.choices = tuple(Choice(reason, gettext(WORDS[reason])) for reason in reasons_for(stars))

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """The fields that cannot be taken, each with the reason, in the order of the page."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]

    def kept(self) -> Iterator[tuple[str, str]]:
        """Names and values of all answers, to travel in the page that shows them."""
        return ((field.name, field.data or "") for field in self)

"""The fields of the forms: what was typed is kept as it is, what was understood stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, StringField
from wtforms.validators import StopValidation

from forms_app.errors import TextRefusedError
from forms_app.forms.texts import printable
from forms_app.privacy.private import Private


@dataclass(frozen=True)
class Choice:
    """One of the answers that a question offers."""

    value: str
    label: str
    hint: str = ""
    group: str = ""
    """The heading of the options that it stands with."""
    language: str = ""
    """Of the label, where it is not the page's."""


class TextField(StringField):  # type: ignore[misc] # WTForms has no types
    """A text, read by a function of `forms_app.forms.texts`."""

    def __init__(self, label: str, read: Callable[[str], str], **options: Any) -> None:  # noqa: ANN401 - WTForms' own
        super().__init__(label, **options)
        self._read = read
        self.clean = Private("")

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep what was typed."""
        self.data = valuelist[0] if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """Read it, or say why it cannot be taken."""
        del form
        try:
            self.clean = Private(self._read(self.data or ""))
        except TextRefusedError as error:
            raise StopValidation(error.reason) from error

    @property
    def shown(self) -> str:
        """What was typed, as a page can show it."""
        return printable(self.data or "")


class OneOf(StringField):  # type: ignore[misc] # WTForms has no types
    """One answer among `choices`, which the form sets; "" only where it is one of them."""

    choices: tuple[Choice, ...] = ()

    def __init__(self, label: str, refusal: str = _("Scegli una delle risposte"), **options: Any) -> None:  # noqa: ANN401 - WTForms' own
        super().__init__(label, **options)
        self._refusal = refusal

    @property
    def groups(self) -> list[tuple[str, tuple[Choice, ...]]]:
        """The choices in their order, those under one heading together."""
        return [
            (heading, tuple(choices))
            for heading, choices in groupby(self.choices, lambda choice: choice.group)
        ]

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep what was chosen; a page that did not ask leaves the answer that harms nobody."""
        self.data = valuelist[0] if valuelist else self.default or ""

    def pre_validate(self, form: object) -> None:
        """Refuse what was not offered."""
        del form
        if self.data not in _values(self.choices):
            raise StopValidation(self._refusal)

    @property
    def shown(self) -> str:
        """What was chosen, as a page can show it."""
        return printable(self.data or "")


class AnyOf(Field):  # type: ignore[misc] # WTForms has no types
    """Any number of answers among `choices`, which the form sets."""

    choices: tuple[Choice, ...] = ()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep what was ticked, each answer once."""
        self.data = list(dict.fromkeys(valuelist))

    def pre_validate(self, form: object) -> None:
        """Refuse what was not offered."""
        del form
        if not set(self.data or ()) <= set(_values(self.choices)):
            raise StopValidation(_("Scegli tra le risposte della pagina"))


def label_of(choices: Iterable[Choice], value: str) -> Choice:
    """The choice that has this value; an unknown value stands for itself."""
    return next((choice for choice in choices if choice.value == value), Choice(value, value))


def _values(choices: Iterable[Choice]) -> list[str]:
    return [choice.value for choice in choices]

"""The reader's language: always that of the address, never guessed from cookies or browsers' settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel import Locale
from babel.support import Translations
from flask import Flask, request
from flask_babel import Babel, Domain

from sportello.translation import Translator
from sportello.translation.languages import reading_locale

FORMS_ROOT = "moduli"
PARTNER_ROOT = "partner"


def language_of(path: str, languages: Sequence[str]) -> str:
    """The language of an address: `/moduli/ar/contatto` and `/ar/servizi/` are Arabic, anything else the first."""
    parts = path.strip("/").split("/")
    code = parts[1] if parts[0] == FORMS_ROOT and len(parts) > 1 else parts[0]
    return code if code in languages else languages[0]


def locale_of(language: str) -> Locale:
    """What Babel knows of a language of the site."""
    return Locale.parse(language.replace("-", "_"))


def own_name(language: str) -> str:
    """A language by its own name: `Italiano`, `العربية`."""
    name = locale_of(language).get_display_name() or language
    return name[:1].upper() + name[1:]


def set_up_languages(app: Flask, translators: Mapping[str, Translator]) -> None:
    """Give the pages the sentences of `interface.po`, and dates in the reader's language."""
    languages = tuple(translators)

    def selected() -> Locale:
        return reading_locale(language_of(request.path, languages))

    babel = Babel(app, default_locale=languages[0], locale_selector=selected)
    babel.domain_instance = _Interface(translators)


class _Interface(Domain):  # type: ignore[misc] # Flask-Babel has no types
    """Flask-Babel's sentences, from catalogues that are in memory already."""

    def __init__(self, translators: Mapping[str, Translator]) -> None:
        super().__init__()
        self._translators = translators

    def get_translations(self) -> Translations:
        """The sentences for this request."""
        return self._translators[language_of(request.path, tuple(self._translators))].interface

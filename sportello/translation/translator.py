"""The site's texts in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.support import Translations

from sportello.translation.blocks import has_words
from sportello.translation.content import Content, State
from sportello.translation.inline import as_message
from sportello.translation.interface import load_interface
from sportello.translation.languages import Direction, direction
from sportello.translation.rebuild import Source, rebuild

if TYPE_CHECKING:
    from pathlib import Path

    from sportello.catalogue.problems import Problem


@dataclass(frozen=True)
class Translated:
    """A text to show.

    Attributes:
        text: the translation, or the source text where there is no current one.
        state: why it is the one or the other.
        language: the language that `text` is in, for `lang`.
    """

    text: str
    state: State
    language: str


class Translator:
    """Texts, bodies and interface sentences in one language.

    Attributes:
        language: the language to show.
        source: the language that staff write in; a translator into it returns everything unchanged.
        direction: how `language` is written.
        interface: the interface's catalogue, for Jinja and Flask-Babel.
    """

    language: str
    source: str
    direction: Direction
    interface: Translations

    def __init__(self, translations: Path, language: str, source: str = "it") -> None:
        """Read the interface; the pages' catalogues are read one by one when first asked for."""
        self.language = language
        self.source = source
        self.direction = direction(language)
        self.interface, self._interface_problems = (
            (Translations(), []) if language == source else load_interface(translations, language)
        )
        self._content = Content(translations, language)
        self._mark = Source(source, direction(source))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was met in the catalogues read so far and not used: the Italian stands instead."""
        return (*self._interface_problems, *self._content.problems)

    def text(self, source_text: str, page: str | None = None) -> Translated:
        """A text of the front matter.

        Args:
            source_text: as the catalogue holds it.
            page: the page it belongs to (`progetti/ripartire.md`), whose catalogue is asked before all others.
        """
        message = as_message(source_text)
        if self.language == self.source or not has_words(message):
            return Translated(source_text, State.TRANSLATED, self.source)
        known = self._content.page(page).get(message) if page else None
        if known is None or known.state is State.MISSING:
            known = self._content.anywhere(message) or known
        if known is None or not known.text:
            return Translated(source_text, known.state if known else State.MISSING, self.source)
        return Translated(known.text, State.TRANSLATED, self.language)

    def markdown(self, body: str, page: str) -> str:
        """A page's body, block by block; blocks without a current translation stay, marked as the source's."""
        if self.language == self.source:
            return body
        known = self._content.page(page)

        def lookup(message: str) -> str | None:
            found = known.get(message)
            return found.text or None if found else None

        return rebuild(body, lookup, self._mark)

    def gettext(self, msgid: str) -> str:
        """A sentence of the interface."""
        return self.interface.ugettext(msgid)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """A sentence of the interface that counts."""
        return self.interface.ungettext(singular, plural, number)

    def pgettext(self, context: str, msgid: str) -> str:
        """A sentence of the interface whose words mean different things in different places."""
        return str(self.interface.upgettext(context, msgid))


def load_translator(translations: Path, language: str, source: str = "it") -> Translator:
    """The texts of a site in one language.

    Args:
        translations: the folder with a folder a language; both may be missing.
        language: the language to show.
        source: the language of the pages.
    """
    return Translator(translations, language, source)

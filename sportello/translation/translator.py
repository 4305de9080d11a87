"""The site's texts in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from babel.support import Translations

from sportello.translation.blocks import has_words
from sportello.translation.content import Content, Known, State
from sportello.translation.inline import as_message
from sportello.translation.interface import load_interface
from sportello.translation.languages import Direction, direction
from sportello.translation.marks import Source
from sportello.translation.rebuild import Old, rebuild
from sportello.translation.words import count_words

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
        original: the source text, where `text` was translated from an older one; else "".
    """

    text: str
    state: State
    language: str
    original: str = ""

    @property
    def stands_in(self) -> bool:
        """Whether this is the source text in place of a translation."""
        return not self.original and self.state in {State.MISSING, State.OUTDATED}


@dataclass(frozen=True)
class Body:
    """A page's body to show.

    Attributes:
        markdown: block by block in the reader's language, or marked as the source's.
        words: the words of the source's blocks by their state.
    """

    markdown: str
    words: Mapping[State, int]


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

    @cached_property
    def mark(self) -> Source:
        """What to put around texts of the source language, and behind outdated ones."""
        changed = self.gettext("Questa parte è cambiata dopo la traduzione: leggi il testo italiano")
        return Source(self.source, direction(self.source), changed)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was met in the catalogues read so far and not used: the Italian stands instead."""
        return (*self._interface_problems, *self._content.problems)

    def all_problems(self) -> tuple[Problem, ...]:
        """As `problems`, of every catalogue of the language, asked for or not."""
        if self.language != self.source:
            self._content.read_all()
        return self.problems

    def text(self, source_text: str, page: str | None = None) -> Translated:
        """A text of the front matter.

        Args:
            source_text: as the catalogue holds it.
            page: the page it belongs to (`progetti/ripartire.md`), whose catalogue is asked before all others.
        """
        message = as_message(source_text)
        if self.language == self.source or not has_words(message):
            return Translated(source_text, State.REVIEWED, self.source)
        known = self._content.page(page).get(message) if page else None
        if known is None or known.state is State.MISSING:
            known = self._content.anywhere(message) or known
        if known is None or not known.text:
            return Translated(source_text, known.state if known else State.MISSING, self.source)
        original = source_text if known.state is State.OUTDATED else ""
        return Translated(known.text, known.state, self.language, original)

    def markdown(self, body: str, page: str) -> str:
        """A page's body, block by block; see `body`."""
        return self.body(body, page).markdown

    def body(self, body: str, page: str) -> Body:
        """A page's body; blocks without a translation stay, marked as the source's; outdated ones say so."""
        if self.language == self.source:
            return Body(body, {})
        known = self._content.page(page)
        words: Counter[State] = Counter()

        def lookup(message: str) -> str | Old | None:
            found = known.get(message) or Known("", State.MISSING)
            shown = found.state if found.text else State.MISSING
            words[shown] += count_words(message)
            return Old(found.text) if shown is State.OUTDATED else found.text or None

        return Body(rebuild(body, lookup, self.mark), words)

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

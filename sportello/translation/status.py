"""How far the translation is, by language and page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sportello.catalogue.problems import Problem
from sportello.translation.content import Content, State
from sportello.translation.merge import translated
from sportello.translation.phrases import Key, PageText, Phrase, page_phrases
from sportello.translation.po import INTERFACE, catalogue_name, read_po

INTERFACE_PAGE = "interface"


@dataclass(frozen=True)
class Row:
    """Messages of one page in one language, by state.

    Attributes:
        language: the target language.
        page: below the folder of pages, or `interface`.
        translated: current and shown.
        outdated: made for an older text, or not used because it lost a placeholder.
        missing: not translated.
    """

    language: str
    page: str
    translated: int
    outdated: int
    missing: int


def translation_status(
    translations: Path, languages: Iterable[str], pages: Sequence[PageText], interface: Sequence[Phrase] = ()
) -> list[Row]:
    """One row a language and page; the interface first, where its messages are given."""
    rows: list[Row] = []
    phrases = {page.path: page_phrases(page) for page in pages}
    for language in languages:
        if interface:
            rows.append(_row(language, INTERFACE_PAGE, interface, _interface_states(translations, language)))
        content = Content(translations, language)
        for page, wanted in phrases.items():
            states: dict[Key, State] = {
                (None, text): known.state for text, known in content.page(page).items()
            }
            rows.append(_row(language, page, wanted, states))
    return rows


def _row(
    language: str, page: str, phrases: Sequence[Phrase], states: dict[tuple[str | None, str], State]
) -> Row:
    count = Counter(states.get(phrase.key, State.MISSING) for phrase in phrases)
    return Row(language, page, count[State.TRANSLATED], count[State.OUTDATED], count[State.MISSING])


def _interface_states(translations: Path, language: str) -> dict[Key, State]:
    file = translations / language / INTERFACE
    po = read_po(file, catalogue_name(translations, file)) if file.is_file() else None
    if po is None or isinstance(po, Problem):
        return {}
    return {
        (entry.msgctxt, entry.msgid): State.OUTDATED if entry.fuzzy else State.TRANSLATED
        for entry in po
        if translated(entry) and not entry.obsolete
    }

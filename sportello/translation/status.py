"""How far the translation is, by language, section and page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sportello.catalogue.problems import Problem
from sportello.translation.content import Content, State
from sportello.translation.faults import interface_faults
from sportello.translation.merge import key_of, translated
from sportello.translation.phrases import Key, PageText, Phrase, page_phrases
from sportello.translation.po import INTERFACE, catalogue_name, read_po
from sportello.translation.review import is_reviewed
from sportello.translation.words import count_words

if TYPE_CHECKING:
    import polib

INTERFACE_PAGE = "interface"
TOP = "."


@dataclass(frozen=True)
class Row:
    """Messages of one page, or of many, in one language, by state.

    Attributes:
        language: the target language.
        section: the first folder of the page's path, `.` at the top, or `interface`.
        page: below the folder of pages, or `interface`; "" in a sum.
        missing: not translated.
        outdated: made for an older text, or not usable as it stands.
        draft: translated, not reviewed.
        reviewed: as a person has read it.
        words_to_translate: of the source, in what is missing or outdated.
        words_to_review: of the source, in drafts.
    """

    language: str
    section: str
    page: str
    missing: int
    outdated: int
    draft: int
    reviewed: int
    words_to_translate: int
    words_to_review: int


def translation_status(
    translations: Path, languages: Iterable[str], pages: Sequence[PageText], interface: Sequence[Phrase] = ()
) -> list[Row]:
    """One row a language and page; the interface first, where its messages are given."""
    rows: list[Row] = []
    phrases = {page.path: page_phrases(page) for page in pages}
    for language in languages:
        if interface:
            states = _interface_states(translations, language)
            rows.append(_row(language, INTERFACE_PAGE, INTERFACE_PAGE, interface, states))
        content = Content(translations, language)
        for page, wanted in phrases.items():
            known: dict[Key, State] = {(None, text): said.state for text, said in content.page(page).items()}
            rows.append(_row(language, section_of(page), page, wanted, known))
    return rows


def by_section(rows: Sequence[Row]) -> list[Row]:
    """The sums of each language's sections; the interface first, then by name."""

    def place(row: Row) -> tuple[str, bool, str]:
        return row.language, row.section != INTERFACE_PAGE, row.section

    order = {language: number for number, language in enumerate(dict.fromkeys(row.language for row in rows))}
    ordered = sorted(rows, key=lambda row: (order[row.language], *place(row)))
    return [total(list(group)) for _, group in groupby(ordered, key=place)]


def by_language(rows: Sequence[Row]) -> list[Row]:
    """The sum of each language."""
    languages = dict.fromkeys(row.language for row in rows)
    return [total([row for row in rows if row.language == language]) for language in languages]


def total(rows: Sequence[Row]) -> Row:
    """The sum of some rows of one language; its section is theirs, where they have only one."""
    sections = {row.section for row in rows}
    return Row(
        rows[0].language,
        sections.pop() if len(sections) == 1 else "",
        "",
        sum(row.missing for row in rows),
        sum(row.outdated for row in rows),
        sum(row.draft for row in rows),
        sum(row.reviewed for row in rows),
        sum(row.words_to_translate for row in rows),
        sum(row.words_to_review for row in rows),
    )


def section_of(page: str) -> str:
    """The first folder of a page's path; `.` where it stands in none."""
    folder, below, _ = page.partition("/")
    return folder if below else TOP


def _row(
    language: str, section: str, page: str, phrases: Sequence[Phrase], states: Mapping[Key, State]
) -> Row:
    found = [(states.get(phrase.key, State.MISSING), count_words(phrase.msgid)) for phrase in phrases]
    count, words = Counter(state for state, _ in found), Counter[State]()
    for state, length in found:
        words[state] += length
    return Row(
        language,
        section,
        page,
        count[State.MISSING],
        count[State.OUTDATED],
        count[State.DRAFT],
        count[State.REVIEWED],
        words[State.MISSING] + words[State.OUTDATED],
        words[State.DRAFT],
    )


def _interface_states(translations: Path, language: str) -> dict[Key, State]:
    file = translations / language / INTERFACE
    name = catalogue_name(translations, file)
    po = read_po(file, name) if file.is_file() else None
    if po is None or isinstance(po, Problem):
        return {}
    faults = interface_faults(po, name, language)
    if faults.whole:
        return {}
    return {
        key_of(entry): _state(entry, usable=key_of(entry) not in faults.unusable)
        for entry in po
        if translated(entry) and not entry.obsolete
    }


def _state(entry: polib.POEntry, *, usable: bool) -> State:
    if entry.fuzzy or not usable:
        return State.OUTDATED
    return State.REVIEWED if is_reviewed(entry) else State.DRAFT

"""What the catalogues of the pages say, one page at a time, read when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from sportello.catalogue.problems import Problem
from sportello.translation.faults import content_faults
from sportello.translation.merge import key_of
from sportello.translation.po import catalogue_name, content_file, content_files, read_po
from sportello.translation.review import is_reviewed
from sportello.translation.sound import content_fault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polib


class State(StrEnum):
    """How a text stands in a language."""

    MISSING = "missing"  # nobody has translated it
    OUTDATED = (
        "outdated"  # the source changed after it was translated: fuzzy, with the former text as `#| msgid`
    )
    DRAFT = "draft"  # translated, and no person has reviewed it as it stands
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Known:
    """What a catalogue says of one message: the translation that can be shown, or "" where none can."""

    text: str
    state: State


class Content:
    """The page catalogues of one language. Files are read once; `problems` grows as they are."""

    def __init__(self, translations: Path, language: str) -> None:
        """Nothing is read yet; the folder may be missing."""
        self.problems: list[Problem] = []
        self._translations = translations
        self._language = language
        self._pages: dict[str, Mapping[str, Known]] = {}
        self._everywhere: Mapping[str, Known] | None = None

    def page(self, page: str) -> Mapping[str, Known]:
        """The messages of a page, by source text; empty where it has no catalogue or one that does not parse."""
        if page not in self._pages:
            self._pages[page] = self._read(page)
        return self._pages[page]

    def anywhere(self, source_text: str) -> Known | None:
        """What any page's catalogue says of a text, the first in alphabetical order that has it translated."""
        if self._everywhere is None:
            self._everywhere = self._gather()
        return self._everywhere.get(source_text)

    def read_all(self) -> None:
        """Read every page's catalogue, so that `problems` has all of them."""
        for page, _ in content_files(self._translations, self._language):
            self.page(page)

    def _gather(self) -> Mapping[str, Known]:
        found: dict[str, Known] = {}
        for page, _ in content_files(self._translations, self._language):
            for message, known in self.page(page).items():
                if known.text and known.state is not State.OUTDATED:
                    found.setdefault(message, known)
        return found

    def _read(self, page: str) -> Mapping[str, Known]:
        known, problems = read_page(self._translations, self._language, page)
        self.problems += problems
        return known


def read_page(translations: Path, language: str, page: str) -> tuple[Mapping[str, Known], list[Problem]]:
    """The messages of a page by source text, and what is wrong in its catalogue; nothing where it has none."""
    file = content_file(translations, language, page)
    try:
        stat = file.stat()
    except OSError:
        return {}, []
    known, problems = _read(
        file, catalogue_name(translations, file), language, (stat.st_mtime_ns, stat.st_size)
    )
    return known, list(problems)


@lru_cache(maxsize=20_000)
def _read(
    file: Path, name: str, language: str, _state: tuple[int, int]
) -> tuple[Mapping[str, Known], tuple[Problem, ...]]:
    """As `read_page`, once for each state of the file: pages, switchers and the table of states all ask."""
    return _understand(file, name, language)


def _understand(file: Path, name: str, language: str) -> tuple[Mapping[str, Known], tuple[Problem, ...]]:
    po = read_po(file, name)
    if isinstance(po, Problem):
        return {}, (po,)
    faults = content_faults(po, name, language)
    if faults.whole:
        return {}, tuple(faults.problems)
    known = {
        entry.msgid: _known(entry, language, usable=key_of(entry) not in faults.unusable)
        for entry in reversed(po)
        if not entry.obsolete
    }
    return known, tuple(faults.problems)


def _known(entry: polib.POEntry, language: str, *, usable: bool) -> Known:
    if not entry.msgstr:
        return Known("", State.MISSING)
    if not usable:
        return Known("", State.OUTDATED)
    if entry.fuzzy:
        # Without the former text nobody can say what the translation was made from: it may be a program's guess.
        shown = entry.previous_msgid and content_fault(entry, language) is None
        return Known(entry.msgstr if shown else "", State.OUTDATED)
    return Known(entry.msgstr, State.REVIEWED if is_reviewed(entry) else State.DRAFT)

"""What the catalogues of the pages say, one page at a time, read when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sportello.catalogue.problems import Problem
from sportello.translation.agreement import content_disagreement
from sportello.translation.compiled import recall
from sportello.translation.po import catalogue_name, content_file, content_files, read_po

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polib


class State(StrEnum):
    """How a text stands in a language."""

    MISSING = "missing"  # nobody has translated it
    OUTDATED = "outdated"  # the source changed after it was translated: fuzzy in the catalogue
    TRANSLATED = "translated"


@dataclass(frozen=True)
class Known:
    """What a catalogue says of one message: the translation, or "" unless it is up to date and sound."""

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
            self._pages[page] = self._read(content_file(self._translations, self._language, page))
        return self._pages[page]

    def anywhere(self, source_text: str) -> Known | None:
        """What any page's catalogue says of a text, the first in alphabetical order that has it translated."""
        if self._everywhere is None:
            self._everywhere = self._gather()
        return self._everywhere.get(source_text)

    def _gather(self) -> Mapping[str, Known]:
        found: dict[str, Known] = {}
        for page, _ in content_files(self._translations, self._language):
            for message, known in self.page(page).items():
                if known.text:
                    found.setdefault(message, known)
        return found

    def _read(self, file: Path) -> Mapping[str, Known]:
        name = catalogue_name(self._translations, file)
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError:
            data = b""
        known, problems = recall(self._language, name, data, lambda: _understand(file, name))
        self.problems += problems
        return known


def _understand(file: Path, name: str) -> tuple[Mapping[str, Known], list[Problem]]:
    po = read_po(file, name)
    if isinstance(po, Problem):
        return {}, [po]
    problems: list[Problem] = []
    return {
        entry.msgid: _known(entry, name, problems) for entry in reversed(po) if not entry.obsolete
    }, problems


def _known(entry: polib.POEntry, name: str, problems: list[Problem]) -> Known:
    if not entry.msgstr:
        return Known("", State.MISSING)
    if entry.fuzzy:
        return Known("", State.OUTDATED)
    pair = content_disagreement(entry.msgid, entry.msgstr)
    if pair:
        problems.append(Problem(name, entry.linenum or 1, "", *pair))
        return Known("", State.OUTDATED)
    return Known(entry.msgstr, State.TRANSLATED)

"""Translations in and out of the catalogues as plain data: a message and its translation, page by page.

The shape is `{"progetti/ripartire.md": {"Chi siamo": "Who we are"}, "interface": {…}, "*": {…}}`. A message that
counts has the list of its plural forms; one with a context is `context|message`. What stands under `*` goes wherever
that message has no current translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.plurals import get_plural

from sportello.catalogue.problems import Problem, message
from sportello.translation.agreement import Pair
from sportello.translation.merge import FUZZY, translated
from sportello.translation.po import INTERFACE, catalogue_name, content_files, read_po, write_po
from sportello.translation.sound import content_fault, interface_fault
from sportello.translation.status import INTERFACE_PAGE

EVERYWHERE = "*"
Words = str | list[str]
Exchange = Mapping[str, Mapping[str, Words]]


@dataclass
class FillReport:
    """What came in: how many messages were filled, and what was refused and why."""

    filled: int = 0
    problems: list[Problem] = field(default_factory=list)


def open_messages(translations: Path, language: str) -> dict[str, dict[str, Words]]:
    """What has no current translation, with the outdated one where there is one, else "".

    Catalogues that do not parse are left out; `translation_problems` names them.
    """
    found: dict[str, dict[str, Words]] = {}
    for page, file in _catalogues(translations, language):
        po = read_po(file, catalogue_name(translations, file))
        entries = [] if isinstance(po, Problem) else [entry for entry in po if _is_open(entry)]
        if entries:
            found[page] = {_label(entry): _words(entry) for entry in entries}
    return found


def fill(translations: Path, language: str, exchange: Exchange) -> FillReport:
    """Put translations into the catalogues; one that breaks a placeholder or has no message is refused."""
    filling = _Filling(exchange, language)
    for page, file in _catalogues(translations, language):
        po = read_po(file, catalogue_name(translations, file))
        if isinstance(po, Problem):
            filling.report.problems.append(po)
        elif filling.catalogue(po, page, catalogue_name(translations, file)):
            write_po(po, file)
    for page, label in filling.unused():
        filling.report.problems.append(_unknown(f"{translations.name}/{language}", page, label))
    return filling.report


class _Filling:
    def __init__(self, exchange: Exchange, language: str) -> None:
        self.exchange = exchange
        self.language = language
        self.report = FillReport()
        self.used: set[tuple[str, str]] = set()

    def catalogue(self, po: polib.POFile, page: str, name: str) -> bool:
        """Fill a catalogue; whether anything changed."""
        filled = sum(self._entry(entry, page, name) for entry in po if not entry.obsolete)
        self.report.filled += filled
        return filled > 0

    def _entry(self, entry: polib.POEntry, page: str, name: str) -> int:
        label = _label(entry)
        filled = 0
        for section in (page, EVERYWHERE):
            words = self.exchange.get(section, {}).get(label, "")
            if words:
                self.used.add((section, label))
            if words and (section == page or _is_open(entry)):
                filled += self._fill(entry, words, name)
        return filled

    def _fill(self, entry: polib.POEntry, words: Words, name: str) -> int:
        trial = polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, comment=entry.comment)
        _put(trial, words)
        pair = _fault(trial, name, self.language)
        if pair:
            self.report.problems.append(Problem(name, entry.linenum or 1, "", *pair))
            return 0
        if not entry.fuzzy and (trial.msgstr, trial.msgstr_plural) == (entry.msgstr, entry.msgstr_plural):
            return 0
        _put(entry, words)
        entry.flags = [flag for flag in entry.flags if flag != FUZZY]
        entry.previous_msgid = None
        return 1

    def unused(self) -> list[tuple[str, str]]:
        """Translations given for messages that are nowhere: page and message."""
        given = (
            (page, label) for page, found in self.exchange.items() for label, words in found.items() if words
        )
        return [place for place in given if place not in self.used]


def _fault(entry: polib.POEntry, name: str, language: str) -> Pair | None:
    if name.endswith(f"/{INTERFACE}"):
        return interface_fault(entry, language, get_plural(language).num_plurals)
    return content_fault(entry, language)


def _put(entry: polib.POEntry, words: Words) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate([words] if isinstance(words, str) else words))
    else:
        entry.msgstr = words if isinstance(words, str) else words[0]


def _catalogues(translations: Path, language: str) -> Iterator[tuple[str, Path]]:
    interface = translations / language / INTERFACE
    if interface.is_file():
        yield INTERFACE_PAGE, interface
    yield from content_files(translations, language)


def _is_open(entry: polib.POEntry) -> bool:
    return not entry.obsolete and (entry.fuzzy or not translated(entry))


def _label(entry: polib.POEntry) -> str:
    return f"{entry.msgctxt}|{entry.msgid}" if entry.msgctxt else entry.msgid


def _words(entry: polib.POEntry) -> Words:
    return (
        [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] if entry.msgid_plural else entry.msgstr
    )


def _unknown(folder: str, page: str, label: str) -> Problem:
    return Problem(
        folder,
        1,
        page,
        message("«%(text)s» non è un testo di questa pagina", text=label[:80]),
        message("il testo italiano com'è adesso; «sportello translations missing» li elenca"),
    )

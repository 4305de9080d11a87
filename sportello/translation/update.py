"""Bring all catalogues of a site up to date, touching no file in which nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.plurals import get_plural

from sportello.catalogue.problems import Problem
from sportello.translation.merge import key_of, memory_of, merge
from sportello.translation.phrases import PageText, Phrase, page_phrases
from sportello.translation.po import (
    INTERFACE,
    catalogue_name,
    content_file,
    content_files,
    new_po,
    read_po,
    write_po,
)


@dataclass
class UpdateReport:
    """What an update did.

    Attributes:
        written: the catalogues made or changed, from the folder of translations on.
        removed: the catalogues taken away: their page is gone and nothing in them was worth keeping.
        problems: catalogues that could not be read; they are left as they are.
    """

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def update_translations(
    translations: Path,
    languages: Iterable[str],
    pages: Sequence[PageText],
    standing: frozenset[str] = frozenset(),
    interface: Sequence[Phrase] | None = None,
) -> UpdateReport:
    """Update the catalogues of each language.

    Args:
        translations: the folder with a folder a language; made where missing.
        languages: the target languages, without the source.
        pages: every page with its texts.
        standing: paths of pages that exist but could not be read; their catalogues are left alone.
        interface: the interface's messages; None leaves `interface.po` alone.
    """
    report = UpdateReport()
    phrases = {page.path: page_phrases(page) for page in pages}
    for language in languages:
        update = _Language(translations, language, report)
        update.content(phrases, standing)
        if interface is not None:
            update.interface(interface)
    return report


class _Language:
    def __init__(self, translations: Path, language: str, report: UpdateReport) -> None:
        self.translations = translations
        self.language = language
        self.plurals = get_plural(language).num_plurals
        self.report = report

    def content(self, phrases: dict[str, list[Phrase]], standing: frozenset[str]) -> None:
        files = content_files(self.translations, self.language)
        read = {page: self._read(file) for page, file in files if page not in standing}
        old = {page: po for page, po in read.items() if po is not None}
        memory = memory_of(entry for po in old.values() for entry in po)
        entries = {
            page: merge(old.get(page, new_po(self.language)), wanted, memory, self.plurals)
            for page, wanted in phrases.items()
            if page in old or page not in read
        }
        for page, merged in entries.items():
            self._keep(content_file(self.translations, self.language, page), old.get(page), merged)
        living = {key_of(entry): entry.msgstr for merged in entries.values() for entry in merged}
        for page in sorted(old.keys() - phrases.keys()):
            gone = [e for e in merge(old[page], [], {}) if living.get(key_of(e)) != e.msgstr]
            self._keep(content_file(self.translations, self.language, page), old[page], gone)

    def interface(self, phrases: Sequence[Phrase]) -> None:
        file = self.translations / self.language / INTERFACE
        old = self._read(file) if file.is_file() else new_po(self.language)
        if old is not None:
            self._keep(file, old if file.is_file() else None, merge(old, phrases, {}, self.plurals))

    def _read(self, file: Path) -> polib.POFile | None:
        po = read_po(file, catalogue_name(self.translations, file))
        if isinstance(po, Problem):
            self.report.problems.append(po)
            return None
        return po

    def _keep(self, file: Path, old: polib.POFile | None, entries: list[polib.POEntry]) -> None:
        """Write a catalogue if it would say something else than it does; take it away if it would say nothing."""
        name = catalogue_name(self.translations, file)
        if not entries:
            if old is not None:
                file.unlink()
                self.report.removed.append(name)
        elif old is None or [_said(entry) for entry in old] != [_said(entry) for entry in entries]:
            write_po(_with_entries(old, entries, self.language), file)
            self.report.written.append(name)


def _with_entries(old: polib.POFile | None, entries: list[polib.POEntry], language: str) -> polib.POFile:
    po = new_po(language)
    if old is not None:
        po.metadata, po.header = old.metadata, old.header
    po.extend(entries)
    return po


def _said(entry: polib.POEntry) -> tuple[object, ...]:
    """All that an entry says, however its lines are folded."""
    standing = (
        () if entry.obsolete else ("".join(entry.comment.split()), [place for place, _ in entry.occurrences])
    )
    return (
        entry.obsolete,
        key_of(entry),
        entry.msgid_plural,
        entry.msgstr,
        sorted(entry.msgstr_plural.items()),
        sorted(entry.flags),
        entry.previous_msgid or "",
        "".join(entry.tcomment.split()),
        *standing,
    )

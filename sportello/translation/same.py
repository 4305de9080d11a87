"""A change of the source that does not change what it means: its translations stay as good as they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from sportello.catalogue.problems import Problem
from sportello.translation.merge import FUZZY, key_of, merge
from sportello.translation.phrases import Phrase
from sportello.translation.po import INTERFACE, catalogue_name, content_file, read_po, write_po
from sportello.translation.review import is_reviewed, reseal
from sportello.translation.status import INTERFACE_PAGE


@dataclass
class SameReport:
    """What was done.

    Attributes:
        changes: for each block taken, what the source says and what it said, in the order of the page.
        waiting: the same for blocks that were marked as outdated before: they stay so until they are named.
        written: the catalogues changed.
        problems: catalogues that could not be read.
    """

    changes: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def keep_translations(
    translations: Path, languages: Iterable[str], page: str, phrases: Sequence[Phrase], part: str = ""
) -> SameReport:
    """Keep the translations of what changed on a page as they are, in every language; nothing else is touched.

    Args:
        translations: the folder with a folder a language.
        languages: the target languages.
        page: the page's path, or `interface`.
        phrases: the messages of today.
        part: only blocks in which this stands, and those, too, that were already marked as outdated.
    """
    report = SameReport()
    for language in languages:
        folder = translations / language
        file = folder / INTERFACE if page == INTERFACE_PAGE else content_file(translations, language, page)
        if not file.is_file():
            continue
        name = catalogue_name(translations, file)
        po = read_po(file, name)
        if isinstance(po, Problem):
            report.problems.append(po)
        elif _keep(po, phrases, part, report):
            write_po(po, file)
            report.written.append(name)
    return report


def _keep(po: polib.POFile, phrases: Sequence[Phrase], part: str, report: SameReport) -> bool:
    """Bring the changed entries of a catalogue to the text of today; whether there are any."""
    current = {phrase.key for phrase in phrases}
    standing = {key_of(entry): entry for entry in po if not entry.obsolete}
    former = {_made_from(entry): entry for key, entry in standing.items() if key not in current}
    touched = False
    for now in merge(po, phrases, {}):
        if now.obsolete or not now.fuzzy or not now.previous_msgid or part not in now.msgid:
            continue
        marked = standing.get(key_of(now))
        if marked is not None and not part:
            report.waiting.setdefault(now.msgid, now.previous_msgid)
        elif entry := marked or former.get((now.msgctxt, now.previous_msgid)):
            report.changes.setdefault(now.msgid, now.previous_msgid if entry is marked else entry.msgid)
            _follow(entry, now, stays_outdated=entry.fuzzy and entry is not marked)
            touched = True
    return touched


def _made_from(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.previous_msgid if entry.fuzzy and entry.previous_msgid else entry.msgid


def _follow(entry: polib.POEntry, now: polib.POEntry, *, stays_outdated: bool) -> None:
    """Let an entry be of the text of today. One that another change had made outdated stays so."""
    made_from = entry.previous_msgid if entry.fuzzy else entry.msgid
    flags = [flag for flag in entry.flags if flag != FUZZY]
    before = polib.POEntry(
        msgid=made_from or entry.msgid,
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural,
        msgstr=entry.msgstr,
        msgstr_plural=entry.msgstr_plural,
        tcomment=entry.tcomment,
    )
    entry.msgid, entry.msgid_plural, entry.msgstr = now.msgid, now.msgid_plural, now.msgstr
    entry.comment, entry.occurrences = now.comment, now.occurrences
    if stays_outdated:
        return
    entry.flags, entry.previous_msgid = flags, None
    if is_reviewed(before):
        reseal(entry)

"""Marking translations as reviewed: what a person has read becomes `reviewed`, page by page or all that a page has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sportello.catalogue.problems import Problem
from sportello.translation.faults import content_faults, interface_faults
from sportello.translation.merge import key_of
from sportello.translation.po import INTERFACE, catalogue_name, content_file, read_po, write_po
from sportello.translation.review import is_reviewed, mark_reviewed
from sportello.translation.status import INTERFACE_PAGE


@dataclass
class ReviewReport:
    """What was done: messages marked, messages without a current translation, and catalogues that cannot be used."""

    marked: int = 0
    left: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Signature:
    """Who has read translations, and on which day."""

    by: str
    day: date


def review(
    translations: Path, language: str, pages: Iterable[str], signed: Signature, part: str = ""
) -> ReviewReport:
    """Mark the current translations of some pages as reviewed; what is missing, outdated or faulty is left as it is.

    Args:
        translations: the folder with a folder a language.
        language: the language of the translations.
        pages: paths of pages, or `interface`.
        signed: who has read them, and when.
        part: only messages in whose source text this stands.
    """
    report = ReviewReport()
    for page in pages:
        interface = page == INTERFACE_PAGE
        folder = translations / language
        file = folder / INTERFACE if interface else content_file(translations, language, page)
        name = catalogue_name(translations, file)
        po = read_po(file, name)
        if isinstance(po, Problem):
            report.problems.append(po)
            continue
        faults = interface_faults(po, name, language) if interface else content_faults(po, name, language)
        report.problems += faults.problems
        wanted = [entry for entry in po if not entry.obsolete and part in entry.msgid]
        ready = [entry for entry in wanted if entry.translated() and key_of(entry) not in faults.unusable]
        fresh = [] if faults.whole else [entry for entry in ready if not is_reviewed(entry)]
        for entry in fresh:
            mark_reviewed(entry, signed.by, signed.day)
        if fresh:
            write_po(po, file)
        report.marked += len(fresh)
        report.left += len(wanted) - len(ready)
    return report

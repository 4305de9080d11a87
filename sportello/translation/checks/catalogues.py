"""The checks over the catalogues of a language, every finding with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sportello.catalogue.problems import Problem
from sportello.catalogue.texts import KEYWORDS
from sportello.translation.checks.facts import Finding, fact_findings
from sportello.translation.checks.glossary import read_glossary
from sportello.translation.checks.terms import Terms, terms_of
from sportello.translation.content import Content
from sportello.translation.merge import translated
from sportello.translation.po import INTERFACE, catalogue_name, content_files, read_po

if TYPE_CHECKING:
    import polib

    from sportello.catalogue import Catalogue


def agreement_problems(
    catalogue: Catalogue, translations: Path, languages: Iterable[str]
) -> Iterator[Problem]:
    """Where current translations disagree with the Italian or with their glossary.

    Args:
        catalogue: the site's records, whose names are protected.
        translations: the folder with a folder a language; may be missing.
        languages: the target languages to look at.
    """
    for language in languages:
        glossary, problems = read_glossary(translations, language)
        yield from problems
        titles = Content(translations, language)

        def title(text: str, page: str, titles: Content = titles) -> str:
            known = titles.page(page).get(text)
            return known.text if known and known.text else text

        terms = terms_of(catalogue, glossary, title)
        for file in _files(translations, language):
            name = catalogue_name(translations, file)
            po = read_po(file, name)
            if not isinstance(po, Problem):
                yield from _catalogue_problems(po, name, language, terms)


def entry_findings(entry: polib.POEntry, language: str, terms: Terms) -> list[Finding]:
    """What is wrong in an entry; of plural forms, that for one may say what the Italian singular says."""
    if not entry.msgid_plural:
        return [
            *fact_findings(entry.msgid, entry.msgstr, language),
            *terms.findings(entry.msgid, entry.msgstr),
        ]
    found: list[Finding] = []
    for text in filter(None, entry.msgstr_plural.values()):
        by_source: list[list[Finding]] = [
            [*fact_findings(source, text, language), *terms.findings(source, text)]
            for source in (entry.msgid, entry.msgid_plural)
        ]
        fewest = min(by_source, key=len)
        found += fewest
    return found


def _files(translations: Path, language: str) -> Iterator[Path]:
    interface = translations / language / INTERFACE
    if interface.is_file():
        yield interface
    yield from (file for _, file in content_files(translations, language))


def _catalogue_problems(po: polib.POFile, name: str, language: str, terms: Terms) -> Iterator[Problem]:
    for entry in po:
        # Keywords are other words in every language, as many as people there use: they have nothing to agree with.
        if not entry.obsolete and not entry.fuzzy and translated(entry) and entry.comment != KEYWORDS:
            for finding in entry_findings(entry, language, terms):
                yield Problem(name, entry.linenum or 1, "", finding.found, finding.expected, finding.severity)

"""The words that a language has agreed on, and whether a translation uses them.

`translations/<language>/glossary.csv` is a table that Weblate, OmegaT and spreadsheets read: the Italian term, the
term to use, a remark. A term with several right translations has several rows.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from sportello.catalogue.problems import Message, Problem, Severity, message

GLOSSARY = "glossary.csv"
COLUMNS = ("source", "target", "translator_comments")
_ARTICLE = "ال"
_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\([^)]*\)")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENDS = {"io": "ii?o?", "co": "(?:co|ci|chi)", "go": "(?:go|gi|ghi)", "ca": "(?:ca|che)", "ga": "(?:ga|ghe)"} | {
    "o": "[oi]", "a": "[ae]", "e": "[ei]"
}  # fmt: skip
_SHORT, _KEPT = 4, 0.6


@dataclass(frozen=True)
class Term:
    """An Italian term, singular as in a dictionary, and the translations that are right."""

    source: str
    targets: tuple[str, ...]

    @property
    def italian(self) -> str:
        """Finds the term in Italian, singular or plural; a term with a capital letter only with it."""
        words = r"\s+".join(_italian_form(word) for word in self.source.split())
        return f"(?{'i' if self.source.islower() else ''}:{words})"

    def is_used_in(self, translation: str) -> bool:
        """Whether a translation, in lower case, has the words of any target, inflected or not, in any order."""
        return any(all(stem in translation for stem in stems) for stems in self._stems)

    @cached_property
    def _stems(self) -> list[list[str]]:
        return [[_stem(word) for word in _words(target)] for target in self.targets]


@dataclass(frozen=True)
class Glossary:
    """A language's terms, the longest first, so that `ente capofila` is looked for before `ente`."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def sources(self) -> frozenset[str]:
        """The Italian terms, in lower case."""
        return frozenset(term.source.casefold() for term in self.terms)

    def unused(self, source: str, translation: str) -> Iterator[Term]:
        """The terms that the Italian has and whose translation is not there."""
        folded = translation.casefold()
        places = dict.fromkeys(match.lastindex for match in self._any_term.finditer(source))
        terms = (self.terms[place - 1] for place in places if place)
        yield from (term for term in terms if not term.is_used_in(folded))

    @cached_property
    def _any_term(self) -> re.Pattern[str]:
        """One group a term: the first that fits is the longest."""
        groups = "|".join(f"({term.italian})" for term in self.terms)
        return re.compile(rf"(?<!\w)(?:{groups or '(?!)'})(?!\w)")


def read_glossary(translations: Path, language: str) -> tuple[Glossary, list[Problem]]:
    """A language's glossary, empty where there is none, and what is wrong in its file."""
    file = translations / language / GLOSSARY
    name = f"{translations.name}/{language}/{GLOSSARY}"
    if not file.is_file():
        return Glossary(), []
    try:
        rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        return Glossary(), [_broken(name, 1, message("il file non si legge (%(cause)s)", cause=error))]
    problems = [
        _broken(name, line, message("la riga ha il termine o la traduzione vuoti"))
        for line, row in enumerate(rows, start=1)
        if row and not all(cell.strip() for cell in (*row, "", "")[:2])
    ]
    pairs = [
        (row[0].strip(), row[1].strip()) for row in rows if all(cell.strip() for cell in (*row, "", "")[:2])
    ]
    return _glossary([pair for pair in pairs if pair != COLUMNS[:2]]), problems


def _glossary(pairs: list[tuple[str, str]]) -> Glossary:
    by_source = sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))
    return Glossary(
        tuple(
            Term(source, tuple(target for _, target in rows))
            for source, rows in groupby(by_source, key=lambda pair: pair[0])
        )
    )


def _broken(name: str, line: int, found: Message) -> Problem:
    expected = message("tre colonne, in UTF-8: il termine italiano, la traduzione, una nota")
    return Problem(name, line, "", found, expected, Severity.WARNING)


def _italian_form(word: str) -> str:
    """A word with its plural's end, which keeps the gender: `richiesta` is `richieste`, never `richiesto`."""
    end = next((end for end in _ENDS if word.endswith(end)), "")
    if len(word) < _SHORT or not end:
        return re.escape(word)
    return re.escape(word.removesuffix(end)) + _ENDS[end]


def _words(target: str) -> list[str]:
    text = _ASIDE.sub(" ", target).casefold()
    return [text.strip()] if _UNSPACED.search(text) else _WORD.findall(text)


def _stem(word: str) -> str:
    word = word.removeprefix(_ARTICLE)
    return word if len(word) < _SHORT or _UNSPACED.search(word) else word[: max(3, round(len(word) * _KEPT))]

"""What `sportello check` says of the pages' language: warnings, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.catalogue.problems import Problem, Severity, message
from sportello.plain.abbreviations import unexplained
from sportello.plain.passages import Passage, passages
from sportello.plain.sentences import Sentence, gulpease, sentences

if TYPE_CHECKING:
    from sportello.catalogue import Catalogue, Site
    from sportello.catalogue.load import Examined
    from sportello.catalogue.problems import Message
    from sportello.catalogue.reading import Reading
    from sportello.catalogue.record import Record

_ITALIAN = "it"
_SHOWN = 200
_FEW_WORDS = 5
"""A passage that is no sentence and no longer than this is a name or a label: it would make the page look easy."""


@dataclass(frozen=True)
class Limits:
    """How hard a page may be: the words of its longest sentence, and its lowest Gulpease index."""

    words: int
    index: int


CITIZENS = Limits(words=20, index=60)
"""Who asks for help may have eight years of school, little Italian and much on their mind."""
OTHERS = Limits(words=25, index=50)
"""Pages of organizations and news are read by partners and the press, too."""
STAFF = Limits(words=30, index=40)
"""Pages for those who write the site."""
_FOR_OTHERS = {"organization", "news"}


def limits_of(record: Record) -> Limits:
    """The limits for a page."""
    if record.for_staff:
        return STAFF
    return OTHERS if record.kind in _FOR_OTHERS else CITIZENS


def plain_language_problems(site: Site, examined: Examined) -> list[Problem]:
    """All that is hard to read in the pages of a site that staff write in Italian."""
    if site.source_language != _ITALIAN:
        return []
    names = _names(examined.catalogue)
    return [problem for reading in examined.readings for problem in _Page(reading, names).problems()]


class _Page:
    def __init__(self, reading: Reading, names: frozenset[str]) -> None:
        self.file = reading.source.file
        self.record = reading.record
        self.limits = limits_of(reading.record)
        self.passages = passages(reading)
        self.names = names
        self.said = [
            (passage, sentence)
            for passage in self.passages
            if passage.is_prose
            for sentence in sentences(passage.text)
        ]

    def problems(self) -> Iterator[Problem]:
        yield from self._long()
        yield from self._hard()
        yield from self._abbreviations()

    def _long(self) -> Iterator[Problem]:
        expected = message("al massimo %(words)s: dividila in due", words=self.limits.words)
        for passage, sentence in self.said:
            count = len(sentence.words)
            if count > self.limits.words:
                found = message(
                    "la frase ha %(count)s parole: «%(sentence)s»", count=count, sentence=_shown(sentence)
                )
                yield self._at(passage, sentence.start, found, expected)

    def _hard(self) -> Iterator[Problem]:
        whole = [
            (passage, sentence)
            for passage, sentence in self.said
            if sentence.text[-1] in ".!?…" or len(sentence.words) > _FEW_WORDS
        ]
        index = gulpease(sentence for _passage, sentence in whole)
        if index is None or round(index) >= self.limits.index:
            return
        passage, hardest = min(whole, key=lambda pair: gulpease([pair[1]]) or 0)
        found = message(
            "la pagina è difficile da leggere (indice Gulpease %(index)s); la frase più difficile: «%(sentence)s»",
            index=round(index),
            sentence=_shown(hardest),
        )
        expected = message(
            "almeno %(index)s: parole più corte e più usate, frasi più brevi", index=self.limits.index
        )
        yield self._at(passage, hardest.start, found, expected)

    def _abbreviations(self) -> Iterator[Problem]:
        own = getattr(self.record, "short_name", None)  # which the title explains
        for use in unexplained(self.passages, {*self.names, own or ""}):
            found = message(
                "la sigla «%(word)s» non è spiegata: «%(sentence)s»",
                word=use.word,
                sentence=_around(use.passage, use.start),
            )
            expected = message(
                "la prima volta per esteso, come «ISEE (indicatore della situazione economica equivalente)»"
            )
            yield self._at(use.passage, use.start, found, expected)

    def _at(self, passage: Passage, offset: int, found: Message, expected: Message) -> Problem:
        line = passage.line_at(offset)
        return Problem(self.file, line, passage.field, found, expected, Severity.WARNING)


def _names(catalogue: Catalogue) -> frozenset[str]:
    """Titles and short names; a short name in capitals only is an abbreviation itself."""
    records = catalogue.pages.values()
    texts = [text for record in records for text in (record.title, getattr(record, "short_name", None) or "")]
    options = catalogue.site.options
    return frozenset([*(text for text in texts if not text.isalpha()), *options.known_abbreviations])


def _shown(sentence: Sentence) -> str:
    text = " ".join(sentence.text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _around(passage: Passage, offset: int) -> str:
    """The sentence in which something stands."""
    before = [sentence for sentence in sentences(passage.text) if sentence.start <= offset]
    return _shown(before[-1])

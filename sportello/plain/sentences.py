"""Sentences of an Italian text, where they stand in it, and how easily they read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SHORTENED = re.compile(
    r"[^\W\d_]|artt?|avv|ca|cap|cell|cfr|cod|dott|dr|ecc|es|etc|fig|geom|ing|lett|max|min|nr|num|pagg?|par|prof"
    r"|rag|rif|sec|sez|sigg?|sigra|tel|vol"
)
"""Words that a full stop shortens; one letter alone is such a word, too (`S. Giovanni`)."""

_STOP = re.compile(r"[.!?…]+[\"'»”’)\]]*(?=\s|$)|[ ]{2,}\n")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.$")
_SMALL_LETTER_NEXT = re.compile(r"[\s\"'«“‘(\[–—-]*[a-zà-öø-ÿ]")
_AT_ENDS_TOO = {"ecc", "etc"}
"""Shortened words that may well be the last of a sentence: what follows tells."""
_WORD = re.compile(r"[^\W_]+(?:['’.,:/&@-]+[^\W_]+)*")


@dataclass(frozen=True)
class Sentence:
    """A sentence and the offset of its first character in the text."""

    text: str
    start: int

    @property
    def words(self) -> tuple[str, ...]:
        """Its words; `dell'ente`, `9.30` and an address are one each."""
        return tuple(_WORD.findall(self.text))


def sentences(text: str) -> list[Sentence]:
    """Cut a text into sentences.

    A full stop ends none behind a shortened word (`es.`, `n.`, `art.`), inside a number, a time or an address, or
    where a small letter follows. A hard line break of Markdown ends one.
    """
    found: list[Sentence] = []
    start = 0
    for stop in _STOP.finditer(text):
        if not _is_inside(text, start, stop):
            found += _sentence(text, start, stop.end())
            start = stop.end()
    return [*found, *_sentence(text, start, len(text))]


def gulpease(found: Iterable[Sentence]) -> float | None:
    """The Gulpease index: from about 0, hard, to 100, easy; None where there are no words.

    89 + (300 × sentences - 10 × letters) / words (Lucisano and Piemontese, 1988). Below 80 a text is hard for who left
    school after five years, below 60 after eight, below 40 after thirteen.
    """
    counted = list(found)
    words = [word for sentence in counted for word in sentence.words]
    if not words:
        return None
    letters = sum(character.isalnum() for word in words for character in word)
    return 89 + (300 * len(counted) - 10 * letters) / len(words)


def _sentence(text: str, start: int, end: int) -> list[Sentence]:
    words = text[start:end].strip()
    if not _WORD.search(words):
        return []
    return [Sentence(words, text.index(words, start))]


def _is_inside(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop[0].isspace():
        return False
    if _SMALL_LETTER_NEXT.match(text, stop.end()):
        return True
    last = _LAST_WORD.search(text[start : stop.start() + 1]) if stop[0] == "." else None
    word = last[1].casefold() if last else ""
    return bool(_SHORTENED.fullmatch(word)) and word not in _AT_ENDS_TOO and stop.end() < len(text)

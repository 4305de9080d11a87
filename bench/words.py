"""Made-up languages: a word of one has a counterpart in each other, so that any text can be translated word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Final

LANGUAGES: Final = ("it", "en", "ar", "fr", "es", "ro", "uk", "sq", "de")
"""The first is the source."""

VOCABULARY: Final = 1500
_LATIN = "a e i o u an en in on ar er or al el ol as es is os at et"
_ONSETS: Final[Mapping[str, str]] = {
    "it": "b c d f g l m n p r s t v z",
    "en": "b c d f g h k l m n p th r s t w",
    "ar": "ب ت ج ح د ر ز س ش ع ف ق ك ل م",
    "fr": "b c ch d f g j l m n p qu r s t v",
    "es": "b c d f g j l ll m n p r s t v",
    "ro": "b c d f g l m n p r s ș t ț v",
    "uk": "б в г д ж з к л м н п р с т ш",
    "sq": "b d dh f gj k l m n p q r sh t v",
    "de": "b d f g h k l m n p r s sch t w",
}
_RHYMES: Final[Mapping[str, str]] = {
    "ar": "ا و ي ان ين ون ار ير ور ال يل ول اس يس وس ات يت وت ام يم ة",
    "uk": "а е и і о у ан ен ин он ар ер ор ал ел ол ас ес ис ос ат",
}
_TOKEN = re.compile(r"\]\([^)]*\)|[^\W\d_]+")


@cache
def lexicon(language: str) -> tuple[str, ...]:
    """All words of a language; those at one place in two languages mean the same."""
    onsets = _ONSETS[language].split()
    syllables = [onset + rhyme for onset in onsets for rhyme in _RHYMES.get(language, _LATIN).split()]
    random = Random(language)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(random.choices(syllables, k=random.choice((1, 2, 2, 3))))] = None
    return tuple(words)


def translate(text: str, language: str) -> str:
    """Translate Italian Markdown into `language`, link targets and figures untouched."""
    meanings = _dictionary(language)

    def word(match: re.Match[str]) -> str:
        found = match[0]
        known = meanings.get(found.lower(), found)
        return known.capitalize() if found[0].isupper() else known

    return _TOKEN.sub(word, text)


class Author:
    """Writes Italian. What it writes depends only on `seed`."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)

    def words(self, count: int) -> list[str]:
        """Some words; as in every language, a few of them make most of the text."""
        known = lexicon(LANGUAGES[0])
        return [known[int(VOCABULARY * self.random.random() ** 3)] for _ in range(count)]

    def sentence(self, words: int) -> str:
        """A sentence with its full stop."""
        return f"{' '.join(self.words(words))}.".capitalize()

    def paragraph(self, words: int) -> str:
        """Sentences of about twelve words."""
        whole, rest = divmod(words, 12)
        lengths = [12] * whole + ([rest] if rest else [])
        return " ".join(self.sentence(length) for length in lengths)

    def title(self, words: int = 3) -> str:
        """A few words, the first with a capital."""
        return " ".join(self.words(words)).capitalize()


@cache
def _dictionary(language: str) -> Mapping[str, str]:
    return dict(zip(lexicon(LANGUAGES[0]), lexicon(language), strict=True))

"""The order of names in a reader's language: accents and case count only between names that are otherwise equal.

Not the whole of the Unicode Collation Algorithm (UTS 10), but its levels for the letters of the languages we know, with
CLDR's tailorings: what a language counts as a letter of its own, and its own script before Latin. Chinese characters
follow their sound as far as GB 2312 orders them so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

Weight = tuple[int, ...]
Key = tuple[tuple[Weight, ...], str, str]

# Each letter, with the letters of the language's own that stand behind it.
_BEHIND: Mapping[str, str] = {
    "es": "n ñ",
    "ro": "a ă â, i î, s ș ş, t ț ţ",
    "sq": "c ç, d dh, e ë, g gj, l ll, n nj, r rr, s sh, t th, x xh, z zh",
    "uk": "г ґ, е є, и і ї й",
    "ar": "ء آ, ت ة, ي ى",
}
_TWO_LETTERS = str.maketrans({"œ": "oe", "æ": "ae"})
_BEFORE_LATIN = {"uk", "ar", "zh"}
_REMEMBERED = 4096
"""Names whose place is kept: each page of a large site lists many of the same ones."""
_PUNCTUATION, _DIGIT, _LETTER, _IDEOGRAPH, _LAST = range(5)
_END_OF_LATIN, _FIRST_IDEOGRAPH = "\u0250", "\u2e80"


@cache
def sort_key(language: str) -> Callable[[str], Key]:
    """A key for `sorted` that orders names as readers of a language (`uk`, `zh`) look for them."""
    base = language.partition("-")[0]
    own = _own_letters(base)
    longest = max(map(len, own), default=1)
    latin = _LAST if base in _BEFORE_LATIN else _LETTER

    @lru_cache(maxsize=_REMEMBERED)
    def key(name: str) -> Key:
        text = unicodedata.normalize("NFC", name.casefold()).translate(_TWO_LETTERS)
        return tuple(_weights(text, own, longest, latin)), unicodedata.normalize("NFD", text), name.swapcase()

    return key


def _own_letters(language: str) -> Mapping[str, Weight]:
    """The weight of each letter of the language's own: that of the letter before it, and a number behind."""
    groups = (group.split() for group in _BEHIND.get(language, "").split(",") if group)
    return {
        letter: (_LETTER, ord(before), number)
        for before, *letters in groups
        for number, letter in enumerate(letters, 1)
    }


def _weights(text: str, own: Mapping[str, Weight], longest: int, latin: int) -> list[Weight]:
    found: list[Weight] = []
    position = 0
    while position < len(text):
        lengths = range(longest, 0, -1)
        letter = next((t for n in lengths if (t := text[position : position + n]) in own), text[position])
        found += [own[letter]] if letter in own else _folded(letter, latin)
        position += len(letter)
    return found


def _folded(character: str, latin: int) -> list[Weight]:
    """The weight without accents; compatibility forms (ﬁ, ５) count as the letters that they stand for."""
    parts = unicodedata.normalize("NFKD", character)
    return [weight for part in parts if (weight := _weight(part, latin))]


def _weight(character: str, latin: int) -> Weight:
    category = unicodedata.category(character)
    match category[0]:
        case "M" | "C":
            return ()
        case "L" if category == "Lm":  # the apostrophe inside Ukrainian words
            return ()
        case "N":
            return (_DIGIT, int(unicodedata.numeric(character, 0)), 0)
        case "L" if character >= _FIRST_IDEOGRAPH:
            return _ideograph(character)
        case "L":
            return (latin if character < _END_OF_LATIN else _LETTER, ord(character), 0)
        case _:
            return (_PUNCTUATION, ord(character), 0)


def _ideograph(character: str) -> Weight:
    """GB 2312's first level, the 3,755 commonest characters, is in the order of pinyin; others follow by code point."""
    try:
        return (_IDEOGRAPH, int.from_bytes(character.encode("gb2312")), 0)
    except UnicodeEncodeError:
        return (_IDEOGRAPH, 0x10000 + ord(character), 0)

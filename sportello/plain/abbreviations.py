"""Abbreviations that a page uses and does not explain."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sportello.plain.passages import Passage

EVERYDAY = frozenset({"CAP", "IVA", "OK", "PC", "PDF", "PIN", "QR", "SMS", "TV", "UE", "USA", "USB"})
"""Everybody meets them every week, by these names."""

_SHOUTED = frozenset(
    {"AI", "CHI", "DI", "ED", "IN", "LA", "LE", "MA", "MAI", "NO", "NON", "PER", "SEMPRE", "SI", "SOLO"}
)
"""Words in capitals for emphasis."""
_CAPITALS = re.compile(r"(?<![\w.&])[A-Z]{2,6}(?![\w&]|\.\w)")
_TWO_CAPITALS = re.compile(r"[A-Z]{2}")
_SMALL_LETTER = re.compile(r"[a-zà-ÿ]")
_FEW = 2
"""As many words in capitals may be abbreviations side by side; more are a text in capitals."""
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_EXPLAINED_BEHIND = re.compile(
    r"\s?[\d.]*\s?(?:\(\s*\w+(?:\W+\w+)+|,\s+(?:cioè|ossia|ovvero|[Ii]l|[Ll]o|[Ll]a|[Ll]['’]|[Ii]|[Gg]li|[Ll]e|[Uu]n[ao]?)\b)"
)


@dataclass(frozen=True)
class Abbreviation:
    """An abbreviation where a page uses it first."""

    word: str
    passage: Passage
    start: int


def unexplained(passages: Iterable[Passage], names: Collection[str]) -> list[Abbreviation]:
    """The abbreviations of a page that no passage explains where they come first, nor a list on the page.

    An explanation is `ISEE (indicatore della situazione economica)`, the words before `(ISEE)`, `ISEE, l'indicatore …`,
    or a cell or term of its own, with the explanation in the next one.

    Args:
        passages: of the page, in its order.
        names: what is no abbreviation, or known: names of the catalogue and of the site.
    """
    known = EVERYDAY | _SHOUTED
    found: dict[str, Abbreviation] = {}
    explained: set[str] = set()
    names = frozenset(names)
    for passage in passages:
        if not _TWO_CAPITALS.search(passage.text):
            continue
        pattern = _names_pattern(names)
        text = pattern.sub(lambda match: " " * len(match[0]), passage.text) if pattern else passage.text
        for match in _in_text(text):
            word = match[0]
            if _is_listed(passage, text) or (word not in found and _is_explained(text, match)):
                explained.add(word)
            elif word not in known and not _ROMAN.fullmatch(word):
                found.setdefault(word, Abbreviation(word, passage, match.start()))
    return [use for word, use in found.items() if word not in explained]


def _in_text(text: str) -> Iterator[re.Match[str]]:
    """The words in capitals; a text all in capitals has none that stands out."""
    stands_out = _SMALL_LETTER.search(text) or len(text.split()) <= _FEW
    return _CAPITALS.finditer(text) if stands_out else iter(())


def _is_listed(passage: Passage, text: str) -> bool:
    return passage.may_name and all(_CAPITALS.fullmatch(word) for word in text.split())


def _is_explained(text: str, match: re.Match[str]) -> bool:
    if _EXPLAINED_BEHIND.match(text, match.end()):
        return True
    before, after = text[: match.start()].rstrip(' «"“'), text[match.end() :].lstrip(' »"”')
    return before.endswith("(") and after[:1] in {")", ",", ";"} and bool(re.search(r"\w{3}\W*\($", before))


@lru_cache(maxsize=2)  # a large site has thousands of names, and most pages the same ones
def _names_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    longest = sorted(filter(None, names), key=len, reverse=True)
    if not longest:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

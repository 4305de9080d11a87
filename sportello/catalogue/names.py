"""Finding a municipality by what people type."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sportello.catalogue.model import Municipality


def fold(text: str) -> str:
    """The text without case, accents, punctuation and double spaces: equal for spellings that mean one name."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", letters).strip()


class NameIndex:
    """Municipalities by official name, spelling and ISTAT code."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        """Index every name of every municipality."""
        self._by_name: dict[str, Municipality] = {}
        for municipality in municipalities:
            for name in (municipality.title, municipality.istat, municipality.slug, *municipality.spellings):
                self._by_name.setdefault(fold(name), municipality)

    def find(self, text: str) -> Municipality | None:
        """The one that bears this name, or None."""
        return self._by_name.get(fold(text))

    def similar(self, text: str, most: int = 5) -> tuple[Municipality, ...]:
        """Those whose names begin so or resemble it, the nearest first, each once."""
        wanted = fold(text)[:80]
        if not wanted:
            return ()
        begin = [name for name in self._by_name if name.startswith(wanted)]
        near = difflib.get_close_matches(wanted, list(self._by_name), n=most * 2, cutoff=0.6)
        unique = {self._by_name[name].istat: self._by_name[name] for name in [*begin, *near]}
        return tuple(unique.values())[:most]

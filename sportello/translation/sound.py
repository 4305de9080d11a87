"""Whether a translation can be shown at all, beyond keeping its placeholders: what is not sound stays Italian."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sportello.catalogue.problems import message
from sportello.translation.agreement import Pair, content_disagreement, interface_disagreement
from sportello.translation.languages import direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polib

LONGEST_TITLE = 120
"""Characters of a title: it stands in menus, links, search results and the browser's tab."""

_TITLE = "title"
_PROTECTED = re.compile(r"\\.|\{\d+\}")
_MARKS = {
    "**": re.compile(r"\*\*"),
    "*": re.compile(r"(?<!\*)\*(?=[^\s*])|(?<=[^\s*])\*(?!\*)"),
    "__": re.compile(r"__"),
    "_": re.compile(r"(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_])"),
    "`": re.compile(r"`"),
}
_FORCED = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_POP = "\u2069"
_RIGHT_TO_LEFT = {"R", "AL"}


def content_fault(entry: polib.POEntry, language: str) -> Pair | None:
    """What is wrong with the translation of a page's text, and what to do; None where it can be shown."""
    if not entry.msgstr:
        return None
    return (
        content_disagreement(entry.msgid, entry.msgstr)
        or _broken_markup(entry.msgid, entry.msgstr)
        or _too_long(entry)
        or _mixed_direction([entry.msgid], entry.msgstr, language)
    )


def interface_fault(entry: polib.POEntry, language: str, plurals: int) -> Pair | None:
    """The same for a message of the interface.

    Args:
        entry: the message.
        language: the language of the catalogue.
        plurals: how many forms the catalogue's header says that the language has.
    """
    forms = [form for form in entry.msgstr_plural.values() if form]
    if forms and len(forms) != plurals:
        found = message("le forme del plurale sono %(found)s", found=len(forms))
        return found, message("%(count)s, una per ogni msgstr[…]", count=plurals)
    for form in filter(None, [entry.msgstr, *forms]):
        fault = _mixed_direction([entry.msgid, entry.msgid_plural], form, language)
        if fault:
            return fault
    return interface_disagreement(entry)


def _broken_markup(source: str, translation: str) -> Pair | None:
    """A mark of emphasis or code that is opened and not closed: it would show, or take in what follows."""
    before, after = _open_marks(source), _open_marks(translation)
    broken = [mark for mark in after if mark not in before]
    if not broken:
        return None
    found = message("nella traduzione «%(mark)s» è aperto e non è chiuso", mark=broken[0])
    return found, message("un segno prima e uno dopo le parole, come nell'italiano")


def _open_marks(text: str) -> list[str]:
    plain = _PROTECTED.sub("", text)
    return [mark for mark, pattern in _MARKS.items() if len(pattern.findall(plain)) % 2]


def _too_long(entry: polib.POEntry) -> Pair | None:
    if _TITLE not in entry.comment.split("\n"):
        return None
    longest = max(LONGEST_TITLE, len(entry.msgid))
    if len(entry.msgstr) <= longest:
        return None
    found = message("il titolo è lungo %(count)s caratteri", count=len(entry.msgstr))
    return found, message("al massimo %(longest)s", longest=longest)


def _mixed_direction(sources: Iterable[str], translation: str, language: str) -> Pair | None:
    """Marks that force a direction, isolates that do not close, letters of the other direction that Italian has not."""
    if _FORCED.search(translation) or not _isolates_close(translation):
        return (
            message("nella traduzione c'è un segno invisibile che cambia il verso del testo"),
            message("toglilo: il verso lo sceglie la pagina"),
        )
    if direction(language) == "rtl":
        return None
    strange = _right_to_left(translation) - _right_to_left("".join(sources))
    if not strange:
        return None
    found = message(
        "nella traduzione c'è «%(letters)s», che si scrive da destra a sinistra",
        letters="".join(sorted(strange)),
    )
    return found, message("il testo in «%(language)s»", language=language)


def _isolates_close(text: str) -> bool:
    depth = 0
    for sign in _ISOLATES.findall(text):
        depth += -1 if sign == _POP else 1
        if depth < 0:
            return False
    return depth == 0


def _right_to_left(text: str) -> set[str]:
    return {character for character in text if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT}

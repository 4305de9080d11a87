"""Pseudo-translations: accented, about 40 % longer, in brackets. What lacks the accents was not translatable."""

from __future__ import annotations

import re

import polib

OPEN, CLOSE = "⟦", "⟧"
_PLAIN = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz"
_ACCENTED = "ÅåƁƀĈĉĐđĒēƑƒĞğĦħĬĭĴĵĶķŁłṀṁÑñØøṖṗꝖꝗŘřŠšŦŧŬŭṼṽŴŵẌẍŸÿŽž"
_ACCENTS = str.maketrans(dict(zip(_PLAIN, _ACCENTED, strict=True)))
_ITALIAN = str.maketrans("ÀÈÉÌÒÙàèéìòù", "AEEIOUaeeiou")
MARKED = frozenset(_ACCENTED)
"""Every letter of a pseudo-translation, and of nothing else on the site."""

_KEPT = re.compile(
    r"""
      %\(\w+\)[a-z] | %%                    # values
    | \{\w+\}                               # placeholders
    | </?[A-Za-z][^<>]*> | &\#?\w+;         # markup
    | \]\([^()\s]*\)                        # where links lead
    | https?://\S+ | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | `[^`]*` | :[a-z]+(?:-[a-z]+)+:
    """,
    re.VERBOSE,
)
_VOWEL = re.compile(r"[aeiouAEIOU]")


def pseudo(text: str, names: re.Pattern[str] | None = None) -> str:
    """The pseudo-translation of a message. What `names` matches stays as it is, as in a real translation."""
    kept = re.compile(f"{_KEPT.pattern}|{names.pattern}", re.VERBOSE) if names else _KEPT
    parts: list[str] = []
    position = 0
    for match in kept.finditer(text):
        parts += (_strange(text[position : match.start()]), match[0])
        position = match.end()
    return f"{OPEN}{''.join((*parts, _strange(text[position:])))}{CLOSE}"


def names_pattern(names: list[str]) -> re.Pattern[str]:
    """Matches each of these names as a whole, the longest first."""
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in longest)})(?!\w)", re.VERBOSE)


def fill(po: polib.POFile, names: re.Pattern[str]) -> None:
    """Translate every message of a catalogue."""
    for entry in po:
        if entry.msgid_plural:
            entry.msgstr_plural = {
                number: pseudo(entry.msgid if number == 0 else entry.msgid_plural, names)
                for number in entry.msgstr_plural
            }
        else:
            entry.msgstr = pseudo(entry.msgid, names)


def _strange(text: str) -> str:
    plain = text.translate(_ITALIAN)
    return _VOWEL.sub(lambda match: match[0] + match[0].lower(), plain).translate(_ACCENTS)

"""Whether a translation keeps what it must: placeholders, links, `%(names)s`, the number of plurals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sportello.catalogue.problems import Message, message
from sportello.translation.inline import placeholder_changes

if TYPE_CHECKING:
    import polib

Pair = tuple[Message, Message]

_NAMED = re.compile(r"%\((\w+)\)[a-z]")
_WELL_FORMED = re.compile(r"%%|%\(\w+\)[a-z]")


def content_disagreement(source: str, translation: str) -> Pair | None:
    """What a page's translation lost or invented, and what to do; None where it keeps everything."""
    lost, invented = placeholder_changes(source, translation)
    if lost:
        return message("nella traduzione manca %(parts)s", parts=_quoted(lost)), message(
            "riporta com'è nell'italiano"
        )
    if invented:
        return message("nella traduzione c'è %(parts)s in più", parts=_quoted(invented)), message("toglilo")
    return None


def interface_disagreement(entry: polib.POEntry) -> Pair | None:
    """The same for a message of the interface, whose values stand as `%(name)s`; every plural form is looked at."""
    names = set(_NAMED.findall(entry.msgid)) | set(_NAMED.findall(entry.msgid_plural))
    plural = bool(entry.msgid_plural)
    for text in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
        found = set(_NAMED.findall(text))
        lost = set() if plural else names - found  # "one" may go without its number
        if lost or found - names or (names and "%" in _WELL_FORMED.sub("", text)):
            return (
                message("nella traduzione i valori sono %(found)s", found=_quoted(_percented(found)) or "-"),
                message("gli stessi dell'italiano: %(names)s", names=_quoted(_percented(names)) or "-"),
            )
    return None


def _percented(names: set[str]) -> list[str]:
    return [f"%({name})s" for name in sorted(names)]


def _quoted(parts: Sequence[str]) -> str:
    return ", ".join(f"«{part}»" for part in parts)

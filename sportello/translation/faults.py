"""What is wrong in one catalogue, and which of its translations cannot be shown for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from babel.messages.plurals import get_plural

from sportello.catalogue.problems import Message, Problem, message
from sportello.translation.merge import key_of
from sportello.translation.sound import content_fault, interface_fault

if TYPE_CHECKING:
    import polib

    from sportello.translation.agreement import Pair
    from sportello.translation.phrases import Key

_NUMBER_OF_PLURALS = re.compile(r"\bnplurals\s*=\s*(\d+)")


@dataclass
class Faults:
    """What was found.

    Attributes:
        problems: by line.
        unusable: the messages whose translation cannot be shown.
        whole: whether none of the catalogue can: it says that it is of another language.
    """

    problems: list[Problem] = field(default_factory=list)
    unusable: set[Key] = field(default_factory=set)
    whole: bool = False


def content_faults(po: polib.POFile, name: str, language: str) -> Faults:
    """The faults of a page's catalogue; `name` is how problems name the file."""
    return _faults(po, name, language, lambda entry: content_fault(entry, language))


def interface_faults(po: polib.POFile, name: str, language: str) -> Faults:
    """The faults of the interface's catalogue."""
    plurals = get_plural(language).num_plurals
    faults = _faults(po, name, language, lambda entry: interface_fault(entry, language, plurals))
    said = _NUMBER_OF_PLURALS.search(po.metadata.get("Plural-Forms", ""))
    if said and int(said[1]) != plurals:
        found = message("nplurals è %(found)s", found=said[1])
        expected = message("%(count)s in «%(language)s»", count=plurals, language=language)
        faults.problems.insert(0, Problem(name, 1, "Plural-Forms", found, expected))
        faults.unusable |= {key_of(entry) for entry in po if entry.msgid_plural}
    return faults


def _faults(
    po: polib.POFile, name: str, language: str, check: Callable[[polib.POEntry], Pair | None]
) -> Faults:
    faults = Faults()
    said = po.metadata.get("Language", "")
    if said and not _same_language(said, language):
        faults.whole = True
        faults.problems.append(Problem(name, 1, "Language", *_of_another(said, language)))
    first: dict[Key, polib.POEntry] = {}
    for entry in po:
        if not entry.obsolete:
            _look_at(entry, first.setdefault(key_of(entry), entry), name, check, faults)
    return faults


def _look_at(
    entry: polib.POEntry,
    first: polib.POEntry,
    name: str,
    check: Callable[[polib.POEntry], Pair | None],
    faults: Faults,
) -> None:
    line = entry.linenum or 1
    if first is not entry:
        found = message("lo stesso msgid è già alla riga %(line)s", line=first.linenum or 1)
        faults.problems.append(Problem(name, line, "", found, message("una sola voce")))
        if (first.msgstr, first.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
            faults.unusable.add(key_of(entry))
    pair = None if entry.fuzzy else check(entry)
    if pair:
        faults.problems.append(Problem(name, line, "", *pair))
        faults.unusable.add(key_of(entry))


def _same_language(said: str, language: str) -> bool:
    """Whether two codes name one language: translators' programs write `en_GB` or `zh_CN` of their own accord."""
    one, other = (code.replace("-", "_").lower().split("_")[0] for code in (said, language))
    return one == other


def _of_another(said: str, language: str) -> tuple[Message, Message]:
    return (
        message("il catalogo dice di essere in «%(said)s»", said=said),
        message("un catalogo in «%(language)s»: è forse nella cartella sbagliata?", language=language),
    )

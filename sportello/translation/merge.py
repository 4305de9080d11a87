"""Bring a catalogue up to date with what the source says now, keeping what translators did.

What stands is kept as it is. A changed message keeps its translation as fuzzy, with the text that it was made from
(`#| msgid`); changing the text back takes the mark away. What is gone becomes obsolete (`#~`) and comes back when
the message does.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

import polib

from sportello.translation.phrases import Key, Phrase
from sportello.translation.renumber import renumbered
from sportello.translation.review import marks_of, settle_marks

FUZZY = "fuzzy"
_SIMILAR = 0.6
_SAME_PLACE = 0.25
_NAMED_VALUE = re.compile(r"%\(\w+\)[a-z]")

Memory = Mapping[Key, polib.POEntry]


def merge(
    old: polib.POFile, phrases: Sequence[Phrase], memory: Memory, plurals: int = 2
) -> list[polib.POEntry]:
    """The entries that the catalogue should hold now, obsolete ones last; `old` is not changed.

    Args:
        old: the catalogue as it is.
        phrases: the messages of today, in order.
        memory: translated entries of other catalogues, which serve where a message moved to another page.
        plurals: how many plural forms the language has.
    """
    return [_settled(entry, plurals) for entry in _Merge(old, phrases).entries(memory)]


def _settled(entry: polib.POEntry, plurals: int) -> polib.POEntry:
    if entry.obsolete:
        return entry
    if entry.msgid_plural:
        entry.msgstr_plural = {number: entry.msgstr_plural.get(number, "") for number in range(plurals)}
    settle_marks(entry)
    return entry


def translated(entry: polib.POEntry) -> bool:
    """Whether there is any translation, current or not."""
    return bool(entry.msgstr or any(entry.msgstr_plural.values()))


def key_of(entry: polib.POEntry) -> Key:
    """What is unique in a catalogue."""
    return entry.msgctxt, entry.msgid


class _Merge:
    def __init__(self, old: polib.POFile, phrases: Sequence[Phrase]) -> None:
        self.phrases = phrases
        self.current = {phrase.key for phrase in phrases}
        self.order = [key_of(entry) for entry in old if not entry.obsolete]
        self.known: dict[Key, polib.POEntry] = {}
        for entry in sorted(old, key=lambda entry: entry.obsolete):
            self.known.setdefault(key_of(entry), entry)
        self.before: dict[Key, polib.POEntry] = {
            (entry.msgctxt, entry.previous_msgid): entry
            for entry in old
            if entry.fuzzy and entry.previous_msgid and key_of(entry) not in self.current
        }
        self.used: set[Key] = set()

    def entries(self, memory: Memory) -> list[polib.POEntry]:
        found: list[polib.POEntry] = []
        above: Key | None = None
        for phrase in self.phrases:
            found.append(self._entry(phrase, above, memory))
            above = phrase.key
        return found + [_obsolete(entry) for key, entry in self.known.items() if self._is_gone(key, entry)]

    def _is_gone(self, key: Key, entry: polib.POEntry) -> bool:
        return key not in self.current and key not in self.used and translated(entry)

    def _entry(self, phrase: Phrase, above: Key | None, memory: Memory) -> polib.POEntry:
        same = self.known.get(phrase.key)
        if same and (translated(same) or phrase.key not in memory):
            return _filled(phrase, same, keep=True)
        if reverted := self.before.get(phrase.key):
            self.used.add(key_of(reverted))
            return _filled(phrase, reverted, remarks=reverted.tcomment)
        if phrase.key in memory:
            return _filled(phrase, memory[phrase.key])
        changed = self._changed(phrase, above)
        if changed:
            self.used.add(key_of(changed))
            return _fuzzy(phrase, changed)
        return _filled(phrase, None)

    def _changed(self, phrase: Phrase, above: Key | None) -> polib.POEntry | None:
        """The translated entry of a message that this one most likely replaces."""
        place = self._place_below(above)
        best, best_score = None, _SIMILAR
        for index, key in enumerate(self.order):
            entry = self.known[key]
            if key in self.current or key in self.used or not translated(entry):
                continue
            score = _likeness(entry, phrase, best_score - _SAME_PLACE) + (
                _SAME_PLACE if index == place else 0
            )
            if score >= best_score:
                best, best_score = entry, score
        return best

    def _place_below(self, above: Key | None) -> int | None:
        if above is None:
            return 0
        return self.order.index(above) + 1 if above in self.order else None


def _likeness(entry: polib.POEntry, phrase: Phrase, floor: float) -> float:
    if bool(entry.msgid_plural) != bool(phrase.plural):
        return -1
    matcher = difflib.SequenceMatcher(None, entry.msgid, phrase.msgid, autojunk=False)
    if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
        return 0
    return matcher.ratio()


def _filled(
    phrase: Phrase, donor: polib.POEntry | None, *, keep: bool = False, remarks: str = ""
) -> polib.POEntry:
    """An entry for a message, with a donor's translation and mark of review; `keep` its state and remarks as well."""
    entry = polib.POEntry(
        msgid=phrase.msgid,
        msgctxt=phrase.context,
        msgid_plural=phrase.plural,
        comment="\n".join(phrase.comments),
        occurrences=[(place, "") for place in phrase.places],
    )
    if donor:
        _give(donor, entry, plural=bool(phrase.plural))
        entry.tcomment = remarks or (donor.tcomment if keep else marks_of(donor))
    if keep and donor:
        entry.flags = [flag for flag in donor.flags if flag != "python-format"]
        if donor.fuzzy:
            entry.previous_msgid, entry.previous_msgctxt = donor.previous_msgid, donor.previous_msgctxt
            entry.previous_msgid_plural = donor.previous_msgid_plural
    if _NAMED_VALUE.search(phrase.msgid + phrase.plural):
        entry.flags.append("python-format")
    return entry


def _give(donor: polib.POEntry, entry: polib.POEntry, *, plural: bool) -> None:
    if plural:
        entry.msgstr_plural = dict(donor.msgstr_plural) or {0: donor.msgstr}
    else:
        entry.msgstr = donor.msgstr or donor.msgstr_plural.get(0, "")


def _fuzzy(phrase: Phrase, changed: polib.POEntry) -> polib.POEntry:
    entry = _filled(phrase, changed, remarks=changed.tcomment)
    entry.msgstr = renumbered(entry.msgstr, changed.comment.split("\n"), phrase.comments)
    entry.flags.insert(0, FUZZY)
    made_from = changed.previous_msgid if changed.fuzzy and changed.previous_msgid else changed.msgid
    entry.previous_msgid = made_from
    return entry


def _obsolete(entry: polib.POEntry) -> polib.POEntry:
    gone = polib.POEntry(
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural,
        msgstr_plural=dict(entry.msgstr_plural),
        flags=[FUZZY] if entry.fuzzy else [],
        tcomment=entry.tcomment,
        obsolete=True,
    )
    gone.previous_msgid = entry.previous_msgid
    return gone


def memory_of(entries: Iterable[polib.POEntry]) -> dict[Key, polib.POEntry]:
    """The current translations among these entries, obsolete ones included, the first of each message."""
    found: dict[Key, polib.POEntry] = {}
    for entry in entries:
        if translated(entry) and not entry.fuzzy:
            found.setdefault(key_of(entry), entry)
    return found

"""How a translation stands, between the catalogue's marks and XLIFF's `state` and `approved` (XLIFF 1.2, 2.3).

The only place that knows both sides: what marks a review in a catalogue is decided elsewhere and asked for here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sportello.translation.merge import FUZZY, translated
from sportello.translation.review import is_reviewed

if TYPE_CHECKING:
    import polib


class Standing(StrEnum):
    """What one can ask an agency for, by its name."""

    MISSING = "missing"
    OUTDATED = "outdated"  # made for an older Italian text
    DRAFT = "draft"
    REVIEWED = "reviewed"


XLIFF_STATE = {
    Standing.MISSING: "needs-translation",
    Standing.OUTDATED: "needs-adaptation",
    Standing.DRAFT: "needs-review-translation",
    Standing.REVIEWED: "final",
}
_OPEN = frozenset({"new", "needs-translation", "needs-adaptation", "needs-l10n"})
_DONE = frozenset({"final", "signed-off"})


def standing_of(entry: polib.POEntry) -> Standing:
    """How an entry of a catalogue stands."""
    if not translated(entry):
        return Standing.MISSING
    if entry.fuzzy:
        return Standing.OUTDATED
    return Standing.REVIEWED if is_reviewed(entry) else Standing.DRAFT


def settle(entry: polib.POEntry) -> None:
    """Take an entry for current: its translation is of the Italian as it stands now."""
    entry.flags = [flag for flag in entry.flags if flag != FUZZY]
    entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None


def is_open(state: str) -> bool:
    """Whether a returned unit says that its work is still to be done; programs that write no state say nothing."""
    return state in _OPEN


def is_final(state: str, *, approved: bool) -> bool:
    """Whether a returned unit says that a second person has looked at it."""
    return approved or state in _DONE

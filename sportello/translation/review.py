"""The mark of a reviewed translation: the translator's remark `# reviewed: NAME, DAY [SEAL]` (decision 16).

The seal is a digest of the message and its translation: when either changes, in whatever program, the mark no longer
fits and the translation is a draft again. A mark that a reviewer typed without a seal counts, too; the next update of
the catalogues seals it.
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from sportello.errors import SportelloError

if TYPE_CHECKING:
    import polib

LONGEST_NAME = 40  # a line of a catalogue is folded at 78 characters
_NAME = rf"[^\[\],\n]{{1,{LONGEST_NAME}}}"
# Programs that fold remarks leave the white space: a space may have become a line's end.
_MARK = re.compile(
    rf"^reviewed: (?P<by>{_NAME}?)(?P<day>,\s\d{{4}}-\d\d-\d\d)?(?:\s\[(?P<seal>[0-9a-f]{{8}})\])?$",
    re.MULTILINE,
)


def seal(entry: polib.POEntry) -> str:
    """Eight hexadecimal digits of SHA-256 over the message and all forms of its translation."""
    forms = [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)]
    said = (entry.msgctxt or "", entry.msgid, entry.msgid_plural, entry.msgstr, *forms)
    return sha256("\x04".join(said).encode()).hexdigest()[:8]


def is_reviewed(entry: polib.POEntry) -> bool:
    """Whether a person has reviewed this translation as it stands."""
    if not entry.translated():
        return False
    marks = [mark["seal"] for mark in _MARK.finditer(entry.tcomment)]
    return any(found is None or found == seal(entry) for found in marks)


def mark_reviewed(entry: polib.POEntry, by: str, day: date) -> None:
    """Put the mark in place of the one that there may be."""
    remarks = _without_empty_lines(_MARK.sub("", entry.tcomment))
    entry.tcomment = _without_empty_lines(f"{remarks}\n{_worded(by, f', {day.isoformat()}', seal(entry))}")


def settle_marks(entry: polib.POEntry) -> None:
    """Seal the mark that a reviewer typed by hand; take away the one that the translation outgrew.

    An outdated translation keeps its mark: it is true again when the change of the source is taken back.
    """
    if entry.fuzzy or not _MARK.search(entry.tcomment):
        return
    own = seal(entry)

    def settled(mark: re.Match[str]) -> str:
        return _worded(mark["by"], mark["day"], own) if mark["seal"] in {None, own} else ""

    entry.tcomment = _without_empty_lines(_MARK.sub(settled, entry.tcomment))


def reseal(entry: polib.POEntry) -> None:
    """Let the marks of a review hold for the entry as it is now."""
    own = seal(entry)
    entry.tcomment = _MARK.sub(lambda mark: _worded(mark["by"], mark["day"], own), entry.tcomment)


def marks_of(entry: polib.POEntry) -> str:
    """The marks of an entry, without its other remarks: they go along when its translation is used elsewhere."""
    return "\n".join(mark[0] for mark in _MARK.finditer(entry.tcomment))


def checked_name(name: str) -> str:
    """The name of a reviewer.

    Raises:
        SportelloError: it would not fit into the mark, or break it.
    """
    text = " ".join(name.split())
    if not re.fullmatch(_NAME, text):
        raise SportelloError(
            f"--by {name!r}: a name of at most {LONGEST_NAME} characters, without commas and square brackets."
        )
    return text


def _worded(by: str, day: str | None, digits: str) -> str:
    return f"reviewed: {by}{(day or '').replace(chr(10), ' ')} [{digits}]"


def _without_empty_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())

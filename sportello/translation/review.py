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
_MARK = re.compile(
    rf"reviewed: (?P<by>[^\[\],]{{1,{LONGEST_NAME}}})(?P<day>, \d{{4}}-\d\d-\d\d)?(?: \[(?P<seal>[0-9a-f]{{8}})\])?"
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
    marks = [mark["seal"] for line in entry.tcomment.split("\n") if (mark := _MARK.fullmatch(line.strip()))]
    return any(found is None or found == seal(entry) for found in marks)


def mark_reviewed(entry: polib.POEntry, by: str, day: date) -> None:
    """Put the mark in place of the one that there may be."""
    entry.tcomment = "\n".join([*_remarks(entry), f"reviewed: {by}, {day.isoformat()} [{seal(entry)}]"])


def settle_marks(entry: polib.POEntry) -> None:
    """Seal the mark that a reviewer typed by hand; take away the one that the translation outgrew.

    An outdated translation keeps its mark: it is true again when the change of the source is taken back.
    """
    if entry.fuzzy or "reviewed:" not in entry.tcomment:
        return
    lines = [_settled(entry, line) for line in entry.tcomment.split("\n")]
    entry.tcomment = "\n".join(line for line in lines if line is not None)


def reseal(entry: polib.POEntry) -> None:
    """Let the marks of a review hold for the entry as it is now."""
    lines = entry.tcomment.split("\n")
    marks = [_MARK.fullmatch(line.strip()) for line in lines]
    entry.tcomment = "\n".join(
        f"reviewed: {mark['by']}{mark['day'] or ''} [{seal(entry)}]" if mark else line
        for line, mark in zip(lines, marks, strict=True)
    )


def checked_name(name: str) -> str:
    """The name of a reviewer.

    Raises:
        SportelloError: it would not fit into the mark, or break it.
    """
    text = " ".join(name.split())
    if not _MARK.fullmatch(f"reviewed: {text}"):
        raise SportelloError(
            f"--by {name!r}: a name of at most {LONGEST_NAME} characters, without commas and square brackets."
        )
    return text


def _settled(entry: polib.POEntry, line: str) -> str | None:
    mark = _MARK.fullmatch(line.strip())
    if mark is None:
        return line
    if mark["seal"] is None:
        return f"{line.strip()} [{seal(entry)}]"
    return line if mark["seal"] == seal(entry) else None


def marks_of(entry: polib.POEntry) -> str:
    """The marks of an entry, without its other remarks: they go along when its translation is used elsewhere."""
    return "\n".join(line for line in entry.tcomment.split("\n") if _MARK.fullmatch(line.strip()))


def _remarks(entry: polib.POEntry) -> list[str]:
    lines = entry.tcomment.split("\n")
    return [line for line in lines if line and not _MARK.fullmatch(line.strip())]

"""polib's reading of a catalogue, several times as fast for entries as `sportello translations` writes them.

What is not plain (plurals, contexts, former texts, obsolete entries) is read by polib itself, entry by entry, and a
file that does not fall into entries at blank lines by polib as a whole: the outcome is the same.
"""

from __future__ import annotations

import re

import polib

_STRINGS = r'"[^\n]*"(?:\n"[^\n]*")*'
_PLAIN = re.compile(
    rf"(?P<notes>(?:\#(?:[.,:][ ]|[ ])[^\n]*\n)*)msgid[ ](?P<msgid>{_STRINGS})\nmsgstr[ ](?P<msgstr>{_STRINGS})",
    re.VERBOSE,
)
_WHOLE = re.compile(
    r'(?:\#[^\n]*\n)*(?:\#~[ ])?msg(?:id|ctxt)[ ]"[^\n]*\n(?:[^\n]*\n)*(?:\#~[ ])?(?:"|msgstr)[^\n]*',
    re.VERBOSE,
)
_BETWEEN = re.compile(r"\n(?:[ \t]*\n)+")
_SENTINEL = 'msgid "\\u0000"\nmsgstr ""\n\n'


def read_quickly(text: str) -> polib.POFile:
    """The catalogue, as `polib.pofile` reads it.

    Args:
        text: whose strings are known to be closed, each on its line.

    Raises:
        OSError, ValueError, IndexError: as polib does.
    """
    head, *chunks = _BETWEEN.split(text.strip("\n"))
    if not head.startswith(("#", "msgid")) or 'msgid ""' not in head.split("\n"):
        return _by_polib(text)
    po = _by_polib(head)
    line = text.count("\n", 0, text.find(head)) + head.count("\n") + 2
    position = text.find(head) + len(head)
    for chunk in chunks:
        start = text.index(chunk, position)
        line += text.count("\n", position, start) - 1
        entries = _entries(chunk, line)
        if entries is None:
            return _by_polib(text)
        po.extend(entries)
        position = start + len(chunk)
        line += chunk.count("\n") + 1
    return po


def _entries(chunk: str, line: int) -> list[polib.POEntry] | None:
    plain = _PLAIN.fullmatch(chunk)
    if plain:
        entry = polib.POEntry(msgid=_string(plain["msgid"]), msgstr=_string(plain["msgstr"]), linenum=line)
        _annotate(entry, plain["notes"])
        return [entry]
    if not _WHOLE.fullmatch(chunk):
        return None
    # A comment at the beginning of a file would be taken for the file's own.
    entries = list(_by_polib(_SENTINEL + chunk))[1:]
    for entry in entries:
        entry.linenum = (entry.linenum or 1) + line - 1 - _SENTINEL.count("\n")
    return entries


def _annotate(entry: polib.POEntry, notes: str) -> None:
    comments: list[str] = []
    remarks: list[str] = []
    for note in notes.split("\n")[:-1]:
        said = note[2:].strip() if note[1] == " " else note.strip()[3:]
        if note[1] == ",":
            entry.flags += [flag.strip() for flag in said.split(",")]
        elif note[1] == ":":
            entry.occurrences += [_occurrence(place) for place in said.split()]
        else:
            (comments if note[1] == "." else remarks).append(said)
    entry.comment, entry.tcomment = "\n".join(comments), "\n".join(remarks)


def _occurrence(place: str) -> tuple[str, str]:
    file, _, line = place.rpartition(":")
    return (file, line) if line.isdigit() and file else (place, "")


def _string(quoted: str) -> str:
    text = quoted[1:-1].replace('"\n"', "")
    return str(polib.unescape(text)) if "\\" in text else text


def _by_polib(text: str) -> polib.POFile:
    # polib opens a text that is a file's name; no name ends with a line break.
    return polib.pofile(text + "\n", encoding="utf-8")

"""Gettext catalogues on disk: read, made, written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polib
from babel.messages.plurals import get_plural

from sportello.catalogue.problems import Problem, message
from sportello.translation.quick_po import read_quickly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INTERFACE = "interface.po"
CONTENT = "content"
_QUOTED = re.compile(r'[^"]*"(?:[^"\\]|\\.)*"\s*$')
_LINE = re.compile(r"\(line (\d+)\)")


def content_file(translations: Path, language: str, page: str) -> Path:
    """The catalogue of a page, `progetti/ripartire.md` → `…/en/content/progetti/ripartire.po`."""
    return (translations / language / CONTENT / page).with_suffix(".po")


def catalogue_name(translations: Path, file: Path) -> str:
    """How problems name a catalogue: from the folder of translations on."""
    return f"{translations.name}/{file.relative_to(translations).as_posix()}"


def read_po(file: Path, name: str) -> polib.POFile | Problem:
    """Read a catalogue; the problem that kept it from being read, if one did."""
    try:
        return parse_po(file.read_bytes(), name)
    except OSError as error:
        return _unreadable(name, 1, str(error.strerror))


def parse_po(data: bytes, name: str) -> polib.POFile | Problem:
    """Parse a catalogue's bytes; see `read_po`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found, expected = message("il file non è in UTF-8"), message("salva il file con la codifica UTF-8")
        return Problem(name, line, "", found, expected)
    for number, line_text in enumerate(text.split("\n"), start=1):
        # polib would take an unclosed quote for an empty text.
        if line_text.startswith(("msg", '"')) and not _QUOTED.match(line_text):
            return _unreadable(name, number, "virgolette")
    return _parsed(text, name)


def _parsed(text: str, name: str) -> polib.POFile | Problem:
    try:
        return read_quickly(text)
    except (OSError, ValueError, IndexError) as error:
        place = _LINE.search(str(error))
        return _unreadable(name, int(place[1]) if place else 1, "sintassi")


def _unreadable(name: str, line: int, cause: str) -> Problem:
    return Problem(
        name,
        line,
        "",
        message("il catalogo non si legge (%(cause)s)", cause=cause),
        message("correggi la riga: virgolette chiuse, msgid prima di msgstr; intanto resta l'italiano"),
    )


def new_po(language: str) -> polib.POFile:
    """An empty catalogue. Its header holds no dates: a file changes only when a message does."""
    po = polib.POFile(encoding="utf-8")
    plural = get_plural(language)
    po.metadata = {
        "Project-Id-Version": "Sportello",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
    }
    return po


def write_po(po: polib.POFile, file: Path) -> None:
    """Write a catalogue, with the folders above it, so that a crash leaves the old file or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.draft")
    draft.write_text(f"{po}".rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    draft.replace(file)


def content_files(translations: Path, language: str) -> Iterator[tuple[str, Path]]:
    """Every page catalogue of a language: the page (`progetti/ripartire.md`) and the file, sorted."""
    folder = translations / language / CONTENT
    for file in sorted(folder.rglob("*.po")):
        yield file.relative_to(folder).with_suffix(".md").as_posix(), file

"""What a page says, passage by passage, without markup, and where each word stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.catalogue.texts import KEYWORDS, record_texts
from sportello.translation.scanner import Kind, scan

if TYPE_CHECKING:
    from sportello.catalogue.reading import Reading

PROSE = {Kind.PARAGRAPH, Kind.ITEM, Kind.DEFINITION, Kind.HTML_TEXT}
NAMING = {Kind.CELL, Kind.TERM, Kind.ABBREVIATION}
"""Where an abbreviation may stand alone, with its explanation in the passage behind it."""

_TITLE = "title"
_MARKUP = re.compile(
    r"""
      `[^`]*`                                   # code
    | </?[A-Za-z][^<>]*> | <!--.*?-->           # tags
    | !?\[(?=[^\]]*\]\() | (?<=\])\([^()]*\)    # the brackets of a link, and where it leads
    | \](?=\() | \[\^[^\]]*\] | \{[:.#][^}]*\}
    | \*+ | (?<!\w)_+ | _+(?!\w)                # emphasis
    | ^[ ]*>+                                   # quotations
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Passage:
    """A field's text or a block of the body; markup is blank in it, so that offsets are those of the file.

    Attributes:
        field: the dotted path of the field, or "" in the body.
        line: of its first character.
        is_prose: whether it is running text: no title, heading or table cell.
        may_name: whether it is where abbreviations are listed.
    """

    text: str
    field: str
    line: int
    is_prose: bool
    may_name: bool = False

    def line_at(self, offset: int) -> int:
        """The line of a character. Of a field it is the field's own: YAML folds its lines."""
        return self.line if self.field else self.line + self.text.count("\n", 0, offset)


def passages(reading: Reading) -> list[Passage]:
    """All that a page says: its fields, then its body."""
    return [*_fields(reading), *_blocks(reading)]


def blank_markup(text: str) -> str:
    """The text with spaces in the place of markup, of the same length and with the same lines."""
    return _MARKUP.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _fields(reading: Reading) -> Iterator[Passage]:
    for field in record_texts(reading.record):
        if field.field == KEYWORDS:
            continue
        place = tuple(int(part) if part.isdigit() else part for part in field.field.split("."))
        is_name = field.field.rpartition(".")[2] == _TITLE
        yield Passage(blank_markup(field.text), field.field, reading.source.line_of(place), not is_name)


def _blocks(reading: Reading) -> Iterator[Passage]:
    body, first = reading.source.body, reading.source.body_line
    for span in scan(body):
        if span.kind is not Kind.HTML:
            line = first + body.count("\n", 0, span.start)
            text = blank_markup(body[span.start : span.end])
            yield Passage(text, "", line, span.kind in PROSE, span.kind in NAMING)

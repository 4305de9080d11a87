"""A page as its editor wrote it: front matter with the line of each field, and the text below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from sportello.catalogue.problems import Message, Problem, message

if TYPE_CHECKING:
    from pathlib import Path

Place = tuple[str | int, ...]
_FENCE = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null"}


@dataclass(frozen=True)
class Source:
    """One file, read and parsed but not yet understood.

    Attributes:
        path: below the folder of pages, with slashes.
        file: as problems name it, relative to the site's folder.
        data: the front matter; every scalar is the text that stands there, or None.
        lines: the 1-based line of each place in `data`.
        body: the Markdown below the front matter.
        body_line: the line on which the body begins.
    """

    path: str
    file: str
    data: Mapping[str, Any]
    lines: Mapping[Place, int]
    body: str
    body_line: int

    def line_of(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, found: Message, expected: Message) -> Problem:
        """An error at a place of the front matter."""
        known = tuple(str(part) for part in place)
        return Problem(self.file, self.line_of(place), ".".join(known), found, expected)


class _UnreadableError(Exception):
    def __init__(self, line: int, found: Message, expected: Message) -> None:
        super().__init__()
        self.line, self.found, self.expected = line, found, expected


def read_source(root: Path, docs: Path, file: Path) -> Source | Problem:
    """Read a page; the problem that kept it from being read, if one did."""
    name = file.relative_to(root).as_posix()
    try:
        return parse_source(file.read_bytes(), file.relative_to(docs).as_posix(), name)
    except OSError as error:
        found = message("il file non si legge (%(cause)s)", cause=error.strerror)
        return Problem(name, 1, "", found, message("controlla i permessi"))


def parse_source(data: bytes, path: str, file: str) -> Source | Problem:
    """Parse what stands in a page's file.

    Args:
        data: the bytes of the file.
        path: its path below the folder of pages.
        file: its name in problems.
    """
    try:
        return _parse(_decode(data), path, file)
    except _UnreadableError as error:
        return Problem(file, error.line, "", error.found, error.expected)


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _UnreadableError(
            line, message("il file non è in UTF-8"), message("salva il file con la codifica UTF-8")
        ) from error
    if not text.strip():
        raise _UnreadableError(1, message("il file è vuoto"), message("scrivi la pagina o togli il file"))
    return text.replace("\r\n", "\n")


def _parse(text: str, path: str, file: str) -> Source:
    match = _FENCE.match(text)
    if not match:
        raise _UnreadableError(
            1,
            message("manca l'intestazione tra due righe «---»"),
            message("comincia il file con «---», i campi, e di nuovo «---»"),
        )
    data, lines = _front_matter(match.group(1))
    body_line = text.count("\n", 0, match.end()) + 1
    return Source(path, file, data, lines, text[match.end() :], body_line)


def _front_matter(text: str) -> tuple[Mapping[str, Any], Mapping[Place, int]]:
    lines: dict[Place, int] = {}
    try:
        node = _composed(text)
    except yaml.YAMLError as error:
        raise _yaml_error(error, text) from error
    if not isinstance(node, yaml.MappingNode):
        raise _UnreadableError(
            2, message("l'intestazione non ha campi"), message("scrivi campi come «title: Il titolo»")
        )
    data = _value(node, (), lines)
    return data, lines


def _composed(text: str) -> yaml.Node | None:
    # libyaml is ten times as fast; the messages that `_YAML_CAUSES` knows are those of the Python parser.
    try:
        return yaml.compose(text, Loader=_FAST)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _value(node: yaml.Node, place: Place, lines: dict[Place, int]) -> Any:  # noqa: ANN401 - whatever YAML holds
    lines.setdefault(place, node.start_mark.line + 2)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*place, index), lines) for index, child in enumerate(node.value)]
    quoted = isinstance(node, yaml.ScalarNode) and node.style in {"'", '"'}
    return None if node.value in _NULLS and not quoted else node.value


def _mapping(node: yaml.MappingNode, place: Place, lines: dict[Place, int]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, child in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 2
        if key in result:
            raise _UnreadableError(
                line, message("il campo «%(key)s» è scritto due volte", key=key), message("tienine uno solo")
            )
        lines[(*place, key)] = line
        result[key] = _value(child, (*place, key), lines)
    return result


_YAML_CAUSES = (
    ("quoted scalar", message("virgolette aperte e non chiuse"), message("chiudi le virgolette")),
    (
        "mapping values are not allowed",
        message("due punti dentro un testo, o un rientro sbagliato"),
        message("metti il testo tra virgolette, o allinea la riga alle altre"),
    ),
    (
        "cannot start any token",
        message("un carattere che non può stare lì"),
        message("metti il testo tra virgolette"),
    ),
    (
        "undefined alias",
        message("un asterisco all'inizio di un testo"),
        message("metti il testo tra virgolette"),
    ),
)


def _yaml_error(error: yaml.YAMLError, text: str) -> _UnreadableError:
    at = _row(getattr(error, "problem_mark", None))
    rows = text.split("\n")
    if at < len(rows) and re.match(r"\s*\t", rows[at]):
        return _UnreadableError(
            at + 2, message("una tabulazione all'inizio della riga"), message("rientra con gli spazi")
        )
    said = str(error)
    for sign, found, expected in _YAML_CAUSES:
        if sign in said:
            began = _row(getattr(error, "context_mark", None)) if sign == "quoted scalar" else at
            return _UnreadableError(began + 2, found, expected)
    return _UnreadableError(
        at + 2,
        message("l'intestazione non è scritta in YAML corretto"),
        message("controlla rientri, trattini e due punti vicino a questa riga"),
    )


def _row(mark: yaml.Mark | None) -> int:
    return mark.line if mark else 0

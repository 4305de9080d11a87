"""A message as words and inline codes: what a translator must keep stands as one thing that can be moved, not edited.

`[Chiama]{1} ora` is a pair of codes around «Chiama» and words; `%(name)s`, `{2}` and addresses are single codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sportello.translation.inline import Cut, cuts_of, linked, unlinked

_NAMED = re.compile(r"%\(\w+\)[a-z]|%%")


@dataclass(frozen=True)
class Code:
    """A protected part of a message.

    Attributes:
        number: 1-based, by its place in the source; the same in source and translation.
        content: what it stands for: `{1}`, `%(name)s`, or what follows the words of a link.
        inner: the words between a link's brackets, with the codes among them; None for a single code.
        image: whether the words describe an image.
    """

    number: int
    content: str
    inner: tuple[Piece, ...] | None = None
    image: bool = False


Piece = str | Code


def source_pieces(message: str) -> tuple[Piece, ...]:
    """A source message; its codes are numbered in the order in which they begin."""
    return _pieces(message, {})


def target_pieces(translation: str, source: Sequence[Piece]) -> tuple[Piece, ...]:
    """A translation; its codes have the numbers that they have in the source, strange ones numbers beyond those."""
    numbers: dict[str, list[int]] = {}
    for code in codes_in(source):
        numbers.setdefault(code.content, []).append(code.number)
    return _pieces(translation, numbers)


def codes_in(pieces: Sequence[Piece]) -> Iterator[Code]:
    """All codes, also those inside others."""
    for piece in pieces:
        if isinstance(piece, Code):
            yield piece
            yield from codes_in(piece.inner or ())


def message_of(pieces: Sequence[Piece]) -> str:
    """The message that pieces stand for."""
    return unlinked("".join(_written(piece) for piece in pieces))


def _written(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    if piece.inner is None:
        return piece.content
    words = "".join(_written(inner) for inner in piece.inner)
    return f"{'!' if piece.image else ''}[{words}]{piece.content}"


def _pieces(message: str, numbers: dict[str, list[int]]) -> tuple[Piece, ...]:
    text = linked(message)
    cuts = cuts_of(text)
    taken = [range(cut.start, cut.end) for cut in cuts]
    for match in _NAMED.finditer(text):
        if not any(match.start() in place for place in taken):
            cuts.append(Cut(match.start(), match.end(), match[0]))
    begun = sorted(cuts, key=lambda cut: cut.start if cut.opener is None else cut.opener)
    highest = max((number for known in numbers.values() for number in known), default=0)
    numbered: dict[int, int] = {}
    for cut in begun:
        known = numbers.get(cut.content)
        highest += 0 if known else 1
        numbered[cut.start] = known.pop(0) if known else highest
    return _nested(text, begun, numbered, 0, len(text))


def _nested(
    text: str, cuts: Sequence[Cut], numbered: dict[int, int], start: int, end: int
) -> tuple[Piece, ...]:
    """The pieces of a stretch of the text; `cuts` are in the order in which they begin."""
    pieces: list[Piece] = []
    for cut in cuts:
        begin = cut.start if cut.opener is None else cut.opener
        if not start <= begin < end:
            continue
        pieces.append(text[start:begin])
        inner = None
        if cut.opener is not None:
            inner = _nested(text, cuts, numbered, cut.opener + (2 if cut.image else 1), cut.start - 1)
        pieces.append(Code(numbered[cut.start], cut.content, inner, cut.image))
        start = cut.end
    return tuple(piece for piece in (*pieces, text[start:end]) if piece)

"""The translatable blocks of a Markdown body, and what stands between them, without losing a byte.

Joining the pieces gives the body itself: what is not recognized as text is literal and reaches every language as
it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sportello.translation import grammar
from sportello.translation.inline import Protected, as_message, protect
from sportello.translation.scanner import Kind, Span, scan


@dataclass(frozen=True)
class Block:
    """One block as it stands in the body.

    Attributes:
        kind: what it is.
        source: its Markdown, line breaks and the indentation of continuation lines included.
        protected: what a translator sees: white space normalized, hard breaks as line breaks, placeholders.
        tail: a heading's attribute list with the space before it (` {: #come-fare }`), or "".
    """

    kind: Kind
    source: str
    protected: Protected
    tail: str = ""

    @property
    def margin(self) -> str:
        """What a line after a hard break begins with: indentation and quote marks of the block's second line."""
        _, _, rest = self.source.partition("\n")
        return rest[: len(rest) - len(rest.lstrip(" \t>"))]


Piece = str | Block


@lru_cache(maxsize=2048)
def split(body: str) -> Sequence[Piece]:
    """Cut a body into blocks and literals, in order; remembered, since each language asks for the same."""
    references = frozenset(match["label"].lower() for match in grammar.REFERENCES.finditer(body))
    pieces: list[Piece] = []
    position = 0
    for span in scan(body):
        block = _block(body, span, references)
        if block:
            pieces += (body[position : span.start], block)
            position = span.start + len(block.source) + len(block.tail)
    return tuple(piece for piece in (*pieces, body[position:]) if piece)


def blocks(body: str) -> list[Block]:
    """The blocks alone, in order."""
    return [piece for piece in split(body) if isinstance(piece, Block)]


def has_words(text: str) -> bool:
    """Whether there is anything to translate: numbers, rules and bare placeholders are not."""
    return any(character.isalpha() for character in grammar.HTML_HIDDEN.sub("", text))


def _block(body: str, span: Span, references: frozenset[str]) -> Block | None:
    source, tail = body[span.start : span.end], ""
    if span.kind is Kind.HTML:
        return Block(span.kind, source, Protected("")) if has_words(source) else None
    if span.kind is Kind.HEADING and (attributes := grammar.ATTRIBUTES_END.search(source)):
        source, tail = source[: attributes.start()], attributes[0].rstrip()
    protected = protect(_joined(source), references)
    return Block(span.kind, source, protected, tail) if has_words(protected.text) else None


def _joined(source: str) -> str:
    first, *rest = source.split("\n")
    text = first.rstrip()
    for before, line in pairwise((first, *rest)):
        text += ("\n" if before.endswith("  ") else " ") + line.strip().lstrip("> \t")
    return as_message(text)

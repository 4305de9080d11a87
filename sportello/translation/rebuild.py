"""A body in another language: translated blocks in their places, the others marked as the source language's."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sportello.translation.blocks import Block, Piece, split
from sportello.translation.headings import explicit_ids, heading_tails
from sportello.translation.inline import restore
from sportello.translation.marks import Source
from sportello.translation.scanner import Kind

_BLOCK_MARK = re.compile(
    r"""^(?:
      (?P<number>\d+)\.(?=\s)
    | [-+*:](?=\s) | [#>] | !!! | \?\?\? | === | ``` | ~~~
    | \*?\[(?=[^\]\n]+\]:) | [-_=*]{3,}[ ]*$
    )""",
    re.MULTILINE | re.VERBOSE,
)
_BARE_PIPE = re.compile(r"(?<!\\)\|")
_OPENING_TAG = re.compile(r"<[A-Za-z][\w-]*(?![^<>]*\slang=)")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")  # once on a page: the translation has it
_RULE_BELOW = re.compile(r"\n[ ]{0,3}-{3,}[ ]*(?:\n|$)")


@dataclass(frozen=True)
class Old:
    """A translation that was made from an older text than the page has now."""

    text: str


Lookup = Callable[[str], str | Old | None]


def rebuild(body: str, lookup: Lookup, source: Source) -> str:
    """Put a page together again.

    Args:
        body: the page's Markdown in the source language.
        lookup: the translation of a block's message, checked for its placeholders; None where there is none.
        source: what to mark the blocks without translation as, and what to say behind old ones.
    """
    pieces = split(body)
    tails = heading_tails(_headings(pieces), explicit_ids(body))
    parts: list[str] = []
    for piece, following in zip(pieces, [*pieces, ""][1:], strict=True):
        if isinstance(piece, str):
            parts.append(piece)
            continue
        parts.append(_shown(piece, lookup, source))
        if piece.kind is Kind.HEADING:
            parts.append(next(tails))
        elif isinstance(following, str) and _RULE_BELOW.match(following):
            parts.append("\n")  # the rule below must not become the underline of a heading
    return "".join(parts)


def _headings(pieces: list[Piece]) -> list[Block]:
    return [piece for piece in pieces if isinstance(piece, Block) and piece.kind is Kind.HEADING]


def _shown(block: Block, lookup: Lookup, source: Source) -> str:
    if block.kind is Kind.HTML:
        return _OPENING_TAG.sub(lambda tag: f"{tag[0]} {source.attributes}", block.source, count=1)
    translation = lookup(block.protected.text)
    if isinstance(translation, str):
        return _in_place(translation, block)
    if block.kind is Kind.ABBREVIATION:
        return block.source  # it becomes an attribute, where no tag can stand
    if (
        translation and block.kind is not Kind.HTML_TEXT
    ):  # inside raw HTML a note would break what is around it
        return _in_place(translation.text, block) + source.note(_FOOTNOTE.sub("", block.source))
    return f"<span {source.attributes}>{block.source}</span>"


def _in_place(translation: str, block: Block) -> str:
    return restore(_as_block_text(translation, block), block.protected.kept)


def _as_block_text(translation: str, block: Block) -> str:
    """A translation as text of its block: nothing in it can begin another block."""
    text = _BLOCK_MARK.sub(_harmless, translation.strip())
    if block.kind is Kind.CELL:
        text = _BARE_PIPE.sub(r"\\|", text)
    broken = "\n" in block.protected.text
    return f"  \n{block.margin}".join(text.split("\n")) if broken else " ".join(text.split())


def _harmless(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{match['number']}&#46;"
    return f"&#{ord(match[0][0])};{match[0][1:]}"

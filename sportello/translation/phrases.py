"""What there is to translate: messages of a page or of the interface, before any catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sportello.translation.blocks import Block, blocks, has_words
from sportello.translation.compiled import recall
from sportello.translation.inline import as_message
from sportello.translation.scanner import Kind

BODIES = "bodies"
"""The group of `recall` for what there is to translate in each page's body; no language's code."""


@dataclass(frozen=True)
class Phrase:
    """One message.

    Attributes:
        msgid: the text in the source language.
        comments: what a translator should know: the field or kind of block, what placeholders stand for.
        plural: the plural text of a message that counts, or "".
        context: what tells apart two messages with the same words, or None.
        places: the files that use it; without line numbers, which move when nothing changed.
    """

    msgid: str
    comments: tuple[str, ...] = ()
    plural: str = ""
    context: str | None = None
    places: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What is unique in a catalogue."""
        return self.context, self.msgid


Key = tuple[str | None, str]


class FieldText(Protocol):
    """A text of the front matter: the dotted path of its field, and the text."""

    @property
    def field(self) -> str:
        """As in `editions.0.title`."""

    @property
    def text(self) -> str:
        """In the source language."""


@dataclass(frozen=True)
class PageText:
    """A page as translators get it.

    Attributes:
        path: below the folder of pages, with slashes.
        fields: the translatable texts of the front matter.
        body: the Markdown below it.
    """

    path: str
    fields: Sequence[FieldText]
    body: str


def page_phrases(page: PageText) -> list[Phrase]:
    """A page's messages: the texts of the front matter, then the blocks of the body, each text once."""
    found = [
        Phrase(as_message(field.text), (_without_numbers(field.field),))
        for field in page.fields
        if has_words(field.text)
    ]
    data = page.body.encode("utf-8", "surrogatepass")
    found += recall(BODIES, page.path, data, lambda: _body_phrases(page.body))
    return unique(found)


def _body_phrases(body: str) -> list[Phrase]:
    return [_block_phrase(block) for block in blocks(body) if block.kind is not Kind.HTML]


def _without_numbers(path: str) -> str:
    """A field's path without places in lists: a line put into a list must not touch the lines below it."""
    return ".".join(part for part in path.split(".") if not part.isdigit())


def _block_phrase(block: Block) -> Phrase:
    kept = (f"{{{number}}} = {content}" for number, content in enumerate(block.protected.kept, start=1))
    return Phrase(block.protected.text, (str(block.kind), *kept))


def unique(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Each message once, at its first place, with the comments and places of all."""
    found: dict[Key, Phrase] = {}
    for phrase in phrases:
        known = found.get(phrase.key, phrase)
        found[phrase.key] = replace(
            known,
            comments=_joined(known.comments, phrase.comments),
            places=_joined(known.places, phrase.places),
            plural=known.plural or phrase.plural,
        )
    return list(found.values())


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))

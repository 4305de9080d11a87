"""How much of a page is in the reader's language, and how far that was reviewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sportello.pages.phrase import Phrase
from sportello.translation import State

if TYPE_CHECKING:
    from sportello.pages.head import PageData

TOO_MUCH = 1 / 3


class Lack(StrEnum):
    """What a reader should know before reading; the worse comes first."""

    FOREIGN = "foreign"  # more than a third of the words are in the source language
    DRAFT = "draft"  # more than a third are a translation that nobody has reviewed


def page_words(page: PageData) -> Counter[State]:
    """The words of the content that a page shows, by the state of their translation, measured in the source's words."""
    words: Counter[State] = Counter(page.head.body_words)
    for phrase in _phrases(page):
        if phrase.state:
            words[phrase.state] += phrase.words
    return words


def lack(page: PageData) -> Lack | None:
    """What is to be said above a page; None where most of it is translated and reviewed."""
    words = page_words(page)
    limit = words.total() * TOO_MUCH
    if words[State.MISSING] > limit:
        return Lack.FOREIGN
    return Lack.DRAFT if words[State.DRAFT] > limit else None


def _phrases(part: object) -> Iterator[Phrase]:
    if isinstance(part, Phrase):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _phrases(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _phrases(getattr(part, field.name))

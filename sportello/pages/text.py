"""A page of plain text: help, privacy notice, questions and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sportello.pages.head import PageData, make_head

if TYPE_CHECKING:
    from sportello.catalogue.model import Page
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class TextPage(PageData):
    """What a page of text shows: its head with its body."""

    kind: ClassVar[str] = "text"


def make_text(voice: Voice, record: Page) -> TextPage:
    """A page of text."""
    return TextPage(make_head(voice, record))

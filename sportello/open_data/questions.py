"""Pages of questions and answers: those whose headings all ask."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import markdown

if TYPE_CHECKING:
    from sportello.catalogue.model import Page
    from sportello.pages.voice import Voice

_HEADING = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)


def questions(voice: Voice, record: Page) -> list[tuple[str, str]]:
    """Each question with its answer as plain text; nothing for a page that is not one of questions."""
    headings = _HEADING.findall(record.body)
    if not headings or not all(heading.endswith("?") for heading in headings):
        return []
    reader = _Reader()
    said = voice.translator.markdown(record.body, record.path)
    reader.feed(markdown.markdown(said, extensions=["attr_list", "md_in_html", "tables"]))
    return [(_single(question), _single(answer)) for question, answer in reader.found]


class _Reader(HTMLParser):
    """Gathers the text below each heading of the second level."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._is_heading = False

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2":
            self._is_heading = True
            self.found.append(("", ""))

    def handle_endtag(self, tag: str) -> None:
        self._is_heading = self._is_heading and tag != "h2"

    def handle_data(self, data: str) -> None:
        if self.found:
            question, answer = self.found[-1]
            self.found[-1] = (question + data, answer) if self._is_heading else (question, answer + data)


def _single(text: str) -> str:
    return " ".join(text.split())

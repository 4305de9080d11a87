"""What every page has, whatever its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from markupsafe import Markup

from sportello.pages.facts import Link
from sportello.pages.phrase import Phrase
from sportello.translation import State

if TYPE_CHECKING:
    from sportello.catalogue.record import Record
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class Head:
    """A page's frame.

    Attributes:
        path: the file below the folder of pages.
        keywords: other words under which people look for it; None where they are not in the reader's language.
        breadcrumbs: from the front page to the section above; empty on the front page.
        updated: the day of the last change of its text, if known.
        updated_text: the same day, worded.
        for_staff: whether search engines and the site's own search leave it out.
        body: the Markdown that its editor wrote, in the reader's language as far as translated.
        body_words: the words of the body by the state of their translation.
    """

    path: str
    title: Phrase
    summary: Phrase | None
    keywords: str | None
    breadcrumbs: tuple[Link, ...]
    updated: date | None
    updated_text: str | None
    for_staff: bool
    body: Markup
    body_words: Mapping[State, int]


@dataclass(frozen=True)
class PageData:
    """What a page of some kind shows.

    Attributes:
        kind: the name of its template.
    """

    kind: ClassVar[str]
    head: Head


def make_head(voice: Voice, record: Record) -> Head:
    """The frame of a record's page."""
    updated = voice.updated(record)
    body = voice.translator.body(record.body, record.path)
    keywords = voice.maybe(record.keywords, record.path)
    return Head(
        path=record.path,
        title=voice.title(record),
        summary=voice.maybe(record.summary, record.path),
        keywords=keywords.text if keywords and keywords.foreign is None else None,
        breadcrumbs=voice.breadcrumbs(record.path),
        updated=updated,
        updated_text=voice.wording.day(updated) if updated else None,
        for_staff=record.for_staff,
        body=Markup(body.markdown),  # noqa: S704 - Markdown, not HTML
        body_words=body.words,
    )

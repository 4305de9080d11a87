"""The page that tells staff how far the translations are: in the source language only, and linked from nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml
from babel import Locale

from sportello.catalogue.texts import record_texts
from sportello.pages.render import make_renderer
from sportello.translation.phrases import PageText
from sportello.translation.status import TOP, Row, by_section, total, translation_status

if TYPE_CHECKING:
    from sportello.pages.voice import Voice

PATH = "redazione/traduzioni.md"


@dataclass(frozen=True)
class SectionState:
    """A row: the section's name as readers know it, and its numbers."""

    name: str
    row: Row


@dataclass(frozen=True)
class LanguageState:
    """A language's table.

    Attributes:
        name: in the language of staff.
        sections: the site's sections.
        total: their sum.
    """

    code: str
    name: str
    sections: tuple[SectionState, ...]
    total: Row


def translation_states(voice: Voice) -> tuple[LanguageState, ...]:
    """The state of the pages' translations by language and section."""
    site = voice.catalogue.site
    pages = [PageText(path, record_texts(r), r.body) for path, r in voice.catalogue.pages.items()]
    rows = translation_status(site.translations, site.options.languages[1:], pages) if pages else []
    sums = by_section(rows)
    return tuple(
        _language(voice, code, [row for row in sums if row.language == code])
        for code in dict.fromkeys(row.language for row in sums)
    )


def translation_state_page(voice: Voice) -> str:
    """The page as Markdown with its front matter."""
    title = voice.translator.gettext("Stato delle traduzioni")
    template = make_renderer(voice).environment.get_template("translation_state.html")
    body = template.render(title=title, languages=translation_states(voice))
    meta = yaml.safe_dump({"title": title, "robots": "noindex"}, allow_unicode=True)
    return f"---\n{meta}---\n{body}"


def _language(voice: Voice, code: str, rows: Sequence[Row]) -> LanguageState:
    name = Locale.parse(code.replace("-", "_")).get_display_name(voice.wording.locale) or code
    sections = tuple(SectionState(_section_name(voice, row.section), row) for row in rows)
    return LanguageState(code, name, sections, total(rows))


def _section_name(voice: Voice, section: str) -> str:
    front = voice.catalogue.pages.get(f"{section}/index.md")
    if section == TOP:
        return voice.translator.gettext("Pagine fuori dalle sezioni")
    return front.title if front else section

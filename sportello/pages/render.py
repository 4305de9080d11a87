"""From page data to a page: HTML for what the catalogue knows, around the Markdown that the editor wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sportello.pages.lists import linked, listed
from sportello.pages.phrase import left_to_right
from sportello.translation.marks import with_notes

if TYPE_CHECKING:
    from sportello.pages.head import PageData
    from sportello.pages.voice import Voice

BODY = "\ufdd0body\ufdd1"  # noncharacters: no text may hold them
_ID = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True)
class RenderedPage:
    """A finished page.

    Attributes:
        frame: HTML with a mark where the editor's text goes.
        body: the editor's text, Markdown.
        meta: what site generators read as front matter: `title`; `description`, `keywords` and `robots` where there is
            one; `summary` where the description is in the reader's language.
    """

    frame: str
    body: str
    meta: Mapping[str, str]

    @property
    def markdown(self) -> str:
        """The whole page as Markdown, for generators that know Markdown inside HTML (`md_in_html`)."""
        return self.frame.replace(BODY, f"\n{self.body}\n")

    @property
    def ids(self) -> frozenset[str]:
        """The fragments that lead into the frame."""
        return frozenset(_ID.findall(self.frame))

    def html(self, body: str) -> str:
        """The whole page as HTML.

        Args:
            body: the editor's text as HTML.
        """
        return self.frame.replace(' markdown="1"', "").replace(BODY, with_notes(body))


@dataclass(frozen=True)
class Renderer:
    """Renders pages of one language by the templates in `templates/`, one a kind.

    A template gets `page` (the data), `head` (`page.head`) and `voice`, and gettext's `_` and `{% trans %}`.
    """

    voice: Voice
    environment: Environment

    def render(self, page: PageData) -> RenderedPage:
        """The page, its body apart: so that no generator takes the frame's HTML for Markdown."""
        template = self.environment.get_template(f"{page.kind}.md")
        head = replace(page.head, body=Markup(BODY))  # noqa: S704 - our own mark
        frame = template.render(page=page, head=head, voice=self.voice)
        meta = {"title": page.head.title.text}
        if page.head.summary:
            meta["description"] = page.head.summary.text
            if page.head.summary.foreign is None:
                meta["summary"] = page.head.summary.text
        if page.head.keywords:
            meta["keywords"] = page.head.keywords
        if page.head.for_staff:
            meta["robots"] = "noindex"
        return RenderedPage(frame, page.head.body, meta)


def make_renderer(voice: Voice) -> Renderer:
    """A renderer for the voice's language."""
    return Renderer(voice, _environment(voice))


def _environment(voice: Voice) -> Environment:
    translator, locale = voice.translator, voice.wording.locale
    environment = Environment(
        loader=PackageLoader("sportello.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translator.gettext, translator.ngettext, newstyle=True, pgettext=translator.pgettext
    )
    environment.filters.update(
        listed=partial(listed, locale=locale),
        linked=partial(linked, locale=locale),
        ltr=left_to_right,
        in_order=voice.in_order,
    )
    return environment

"""From page data to the Markdown that a site generator turns into a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from sportello.pages.head import PageData
    from sportello.pages.voice import Voice
    from sportello.translation import Translator

_MARKDOWN_SIGNS = re.compile(r"[\\`*_{}\[\]#|!~^]")


@dataclass(frozen=True)
class RenderedPage:
    """A finished page.

    Attributes:
        markdown: the whole page, with HTML for what the catalogue knows around the editor's text.
        meta: what site generators read as front matter: `title`, and `description` where there is one.
    """

    markdown: str
    meta: Mapping[str, str]


@dataclass(frozen=True)
class Renderer:
    """Renders pages of one language by the templates in `templates/`, one a kind.

    A template gets `page` (the data), `head` (`page.head`) and `voice`, and gettext's `_` and `{% trans %}`.
    """

    voice: Voice
    environment: Environment

    def render(self, page: PageData) -> RenderedPage:
        """The page as Markdown."""
        template = self.environment.get_template(f"{page.kind}.md")
        markdown = template.render(page=page, head=page.head, voice=self.voice)
        meta = {"title": page.head.title.text}
        if page.head.summary:
            meta["description"] = page.head.summary.text
        return RenderedPage(markdown, meta)


def make_renderer(voice: Voice) -> Renderer:
    """A renderer for the voice's language."""
    return Renderer(voice, _environment(voice.translator))


def in_markdown(value: object) -> Markup:
    """A text as HTML in which no sign means Markdown: for headings, which stand outside HTML blocks."""
    line = " ".join(escape(value).split())
    return Markup(_MARKDOWN_SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", line))  # noqa: S704 - escaped above


def _environment(translator: Translator) -> Environment:
    environment = Environment(
        loader=PackageLoader("sportello.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.filters["md"] = in_markdown
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translator.gettext, translator.ngettext, newstyle=True, pgettext=translator.pgettext
    )
    return environment

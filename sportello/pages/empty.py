"""The front page of a site that has no pages yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from sportello.pages.render import make_renderer

if TYPE_CHECKING:
    from sportello.pages.voice import Voice


def empty_site_page(voice: Voice) -> str:
    """The page as Markdown with its front matter."""
    title = voice.phrase(voice.catalogue.site.name, "").text
    body = make_renderer(voice).environment.get_template("empty.html").render(title=title)
    return f"---\n{yaml.safe_dump({'title': title}, allow_unicode=True)}---\n{body}"

"""What a page carries in its head for other systems: JSON-LD, and where the feeds are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from sportello.open_data.feeds import feed_path, feed_records
from sportello.open_data.json_ld import describe_page
from sportello.pages.facts import Link
from sportello.pages.links import page_url, way_to_root

if TYPE_CHECKING:
    from sportello.pages.head import PageData
    from sportello.pages.voice import Voice

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True)
class PageHead:
    """The template variable `open_data`.

    Attributes:
        about: JSON-LD, one text a `<script>`; the first says what the page is about. No `</script>` can stand in it.
        feeds: the language's feeds, seen from the page.
    """

    about: tuple[Markup, ...]
    feeds: tuple[Link, ...]


def make_page_head(voice: Voice, page: PageData) -> PageHead:
    """What the page carries."""
    root = way_to_root(page_url(page.head.path))
    feeds = feed_records(voice) if voice.catalogue.site.url else ()
    return PageHead(
        about=tuple(script_text(about) for about in describe_page(voice, page)),
        feeds=tuple(Link(voice.title(listing), root + feed_path(listing)) for listing in feeds),
    )


def script_text(data: object) -> Markup:
    """JSON that may stand in a `<script>`: HTML finds no tag, comment or reference in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - the three characters are escaped

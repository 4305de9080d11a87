"""Where the leaflets of a page are, for the page that links to them and for those who make them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.catalogue.site import LeafletFormat
from sportello.pages.links import page_url, way_to_root

if TYPE_CHECKING:
    from sportello.pages.voice import Voice

FOLDER = "volantini"
"""The folder of all languages' leaflets, below the site's root."""


@dataclass(frozen=True)
class PrintLink:
    """A leaflet as its page links to it.

    Attributes:
        format: `a4`, `a6` or `bilingual`.
        href: seen from the page.
        beside: the name of the language that a bilingual one says beside the reader's; None for the others.
    """

    format: str
    href: str
    beside: str | None


def leaflet_path(page: str, language: str, form: LeafletFormat, source: str) -> str:
    """The path of a leaflet below the site's root: `volantini/ar/progetti/ripartire-a4-it.pdf`.

    Args:
        page: the path of the page.
        language: of the leaflet; of the two of a bilingual one, that which is not the source's.
        form: which one.
        source: the language that staff write in.
    """
    suffix = f"a4-{source}" if form is LeafletFormat.BILINGUAL else form.value
    return f"{FOLDER}/{language}/{page.removesuffix('.md')}-{suffix}.pdf"


def leaflet_formats(voice: Voice, page: str) -> Iterator[LeafletFormat]:
    """Those of the site's formats in which the page's leaflet is made in the voice's language."""
    for form in voice.leaflets:
        if voice.has(page) and (voice.below_root or form is not LeafletFormat.BILINGUAL):
            yield form


def print_links(voice: Voice, page: str) -> tuple[PrintLink, ...]:
    """The leaflets of the page at a path."""
    source = voice.catalogue.site.source_language
    root = way_to_root(voice.below_root + page_url(page))
    return tuple(
        PrintLink(
            format=form.value,
            href=root + leaflet_path(page, voice.language, form, source),
            beside=voice.wording.language(source) if form is LeafletFormat.BILINGUAL else None,
        )
        for form in leaflet_formats(voice, page)
    )

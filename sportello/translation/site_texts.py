"""From a site's catalogue to what translators translate."""

from __future__ import annotations

from dataclasses import dataclass

from sportello.catalogue.load import Examined
from sportello.catalogue.site import Site
from sportello.catalogue.texts import record_texts
from sportello.translation.extract import interface_phrases, is_checkout
from sportello.translation.phrases import PageText, Phrase


@dataclass(frozen=True)
class SiteTexts:
    """All texts of a site.

    Attributes:
        pages: the pages that can be read.
        standing: paths of pages that are there but cannot be read.
        interface: the interface's messages in Sportello's own checkout; None elsewhere.
    """

    pages: tuple[PageText, ...]
    standing: frozenset[str]
    interface: tuple[Phrase, ...] | None


def site_texts(site: Site, examined: Examined) -> SiteTexts:
    """Gather the texts of pages, readable or not, and of the interface."""
    records = examined.catalogue.pages
    files = (file.relative_to(site.docs).as_posix() for file in site.docs.rglob("*.md"))
    return SiteTexts(
        tuple(PageText(path, record_texts(record), record.body) for path, record in records.items()),
        frozenset(files) - records.keys(),
        tuple(interface_phrases(site.root)) if is_checkout(site.root) else None,
    )

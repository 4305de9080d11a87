"""In which languages a page can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sportello.catalogue import Site


def languages_of(site: Site, page: str) -> tuple[str, ...]:
    """The languages in which a page exists, in the site's order; the source language is always among them.

    Args:
        site: the site, with its languages and catalogues.
        page: its path below the folder of pages (`servizi/x.md`).
    """
    del page
    return site.options.languages

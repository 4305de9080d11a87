"""In which languages a page can be read: where nothing of it is translated, it would only be the Italian page again."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sportello.translation.content import read_page
from sportello.translation.po import content_file

if TYPE_CHECKING:
    from sportello.catalogue import Site

FRONT_PAGE = "index.md"


def languages_of(site: Site, page: str) -> tuple[str, ...]:
    """The languages in which a page exists, in the site's order; the source language is always among them.

    A page exists in a language in which its own catalogue has a translation that is shown. The front page exists in
    all: what it shows comes from other pages and from the interface.

    Args:
        site: the site, with its languages and catalogues.
        page: its path below the folder of pages (`servizi/x.md`).
    """
    if page == FRONT_PAGE:
        return site.options.languages
    return tuple(
        language
        for language in site.options.languages
        if language == site.source_language or exists_in(site.translations, language, page)
    )


def exists_in(translations: Path, language: str, page: str) -> bool:
    """Whether anything of a page is shown in a language other than its own."""
    file = content_file(translations, language, page)
    try:
        stat = file.stat()
    except OSError:
        return False
    return _says_anything(translations, language, page, stat.st_mtime_ns, stat.st_size)


@cache
def _says_anything(translations: Path, language: str, page: str, _changed: int, _size: int) -> bool:
    """As `exists_in`, read once for each state of the file: every page of every language asks again."""
    known, _problems = read_page(translations, language, page)
    return any(message.text for message in known.values())

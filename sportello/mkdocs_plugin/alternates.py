"""The same page in the site's other languages: links for readers, addresses for search engines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from sportello.pages.links import page_url
from sportello.pages.words import N_
from sportello.translation import direction, lang_tag, load_translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sportello.catalogue import Site
    from sportello.catalogue.record import Record
    from sportello.mkdocs_plugin.frame import Place
    from sportello.pages.voice import Voice

_INVITATION = N_("Questo sito è anche nella tua lingua:")


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language, or in this one (`current`); `name` is in that language, `lang` its tag."""

    code: str
    lang: str
    name: str
    direction: str
    href: str
    current: bool


@dataclass(frozen=True)
class Alternate:
    """Where a page stands in a language: the tag for `hreflang`, or `x-default`, and the canonical address."""

    lang: str
    url: str


@dataclass(frozen=True)
class Invitation:
    """A line, in its own language, that leads from the front page to that language."""

    lang: str
    direction: str
    text: str
    name: str
    href: str


@dataclass(frozen=True)
class Entry:
    """A page in a sitemap; `changed` is ISO 8601 where it is known."""

    url: str
    changed: str | None
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True)
class SiteMap:
    """What robots read: this language's pages, every language's sitemap, and the index of sitemaps."""

    entries: tuple[Entry, ...]
    sitemaps: tuple[str, ...]
    index: str


def folder(site: Site, language: str) -> str:
    """Where a language stands below the site's root: nothing for the source language, `ar/` for Arabic."""
    return "" if language == site.source_language else f"{language}/"


def language_links(voice: Voice, place: Place, languages: Iterable[str]) -> tuple[LanguageLink, ...]:
    """The page at a place in each of its languages."""
    site = voice.catalogue.site
    return tuple(
        LanguageLink(
            code=code,
            lang=lang_tag(code),
            name=autonym(code),
            direction=direction(code),
            href=place.site + folder(site, code) + place.url or "./",
            current=code == voice.language,
        )
        for code in languages
    )


def alternates(voice: Voice, path: str) -> tuple[Alternate, ...]:
    """The page's address in each of its languages, and for readers of any other; none for a page of one language."""
    site, languages = voice.catalogue.site, voice.languages_of(path)
    if not site.url or len(languages) == 1:
        return ()
    found = (Alternate(lang_tag(code), site.url + folder(site, code) + page_url(path)) for code in languages)
    return (*found, Alternate("x-default", site.url + page_url(path)))


def invitations(voice: Voice) -> Iterator[Invitation]:
    """A line for each other language whose translators have written it."""
    site = voice.catalogue.site
    for code in site.options.languages:
        said = load_translator(site.translations, code, site.source_language).gettext(_INVITATION)
        if said != _INVITATION:
            yield Invitation(lang_tag(code), direction(code), said, autonym(code), folder(site, code) or "./")


def site_map(voice: Voice, records: Iterable[Record]) -> SiteMap:
    """The sitemap of one language.

    Args:
        voice: the language.
        records: the pages that were built; those for staff are left out.
    """
    site = voice.catalogue.site
    entries = (
        Entry(
            voice.root_url + page_url(record.path),
            changed.isoformat() if (changed := voice.updated(record)) else None,
            alternates(voice, record.path),
        )
        for record in records
        if not record.for_staff
    )
    return SiteMap(
        entries=tuple(entries) if site.url else (),
        sitemaps=tuple(f"{site.url}{folder(site, code)}sitemap.xml" for code in site.options.languages),
        index=f"{site.url}sitemap-index.xml" if site.url else "",
    )


@cache
def autonym(code: str) -> str:
    """A language's name in that language: `it` → `Italiano`; the code itself when it is no known one."""
    locale = Locale.parse(code.replace("-", "_"))
    name = locale.get_display_name(locale) or code
    return name[0].upper() + name[1:]

"""What all pages of one language are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from sportello.catalogue.choices import find_directory
from sportello.catalogue.record import Record
from sportello.pages.facts import Card, Link
from sportello.pages.links import FormsAddress, base_path, page_url, relative_url
from sportello.pages.phrase import NO_NOTE, Phrase
from sportello.pages.wording import Wording
from sportello.translation import State
from sportello.translation.collation import Key, sort_key
from sportello.translation.languages import is_left_to_right, reading_locale
from sportello.translation.words import count_words

if TYPE_CHECKING:
    from sportello.catalogue import Catalogue
    from sportello.catalogue.site import LeafletFormat
    from sportello.translation import Translator
    from sportello.translation.availability import Availability

R = TypeVar("R", bound=Record)

FRONT_PAGE = "index.md"


@dataclass(frozen=True)
class Voice:
    """The catalogue told in one language.

    Attributes:
        catalogue: every record.
        translator: the language, its direction and its texts.
        today: the day of the build: what is over by then is told as past.
        changed: when each page's file was changed last, by its path; pages that are not in it have no date.
        available: in which languages each page exists, by its path; a page that is not in it exists in all.
        leaflets: what programs and desks are printed on.
    """

    catalogue: Catalogue
    translator: Translator
    today: date
    changed: Mapping[str, date] = field(default_factory=dict)
    available: Availability = field(default_factory=dict)
    leaflets: tuple[LeafletFormat, ...] = ()
    _said: dict[tuple[str, str], Phrase] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.translator.language

    def languages_of(self, path: str) -> tuple[str, ...]:
        """The languages in which the page at `path` exists, in the site's order."""
        return self.available.get(path, self.catalogue.site.options.languages)

    @cached_property
    def wording(self) -> Wording:
        """Dates and amounts in this language."""
        return Wording(reading_locale(self.language), self.translator.gettext)

    @property
    def below_root(self) -> str:
        """Where this language stands below the site's root: nothing for the source language, `ar/` for Arabic."""
        return "" if self.language == self.catalogue.site.source_language else f"{self.language}/"

    @property
    def root_url(self) -> str:
        """The canonical address of this language's front page, or its path below the root without a `site_url`."""
        return self.catalogue.site.url + self.below_root

    @cached_property
    def forms(self) -> FormsAddress:
        """Where the forms of this language stand."""
        return FormsAddress(f"{base_path(self.catalogue.site.url)}moduli/{self.language}/")

    @cached_property
    def service_directory(self) -> str | None:
        """The path of the page that lists the services, if the site has one."""
        return find_directory(self.catalogue)

    def phrase(self, text: str, page: str) -> Phrase:
        """A text of a page's front matter in this language. Titles are asked for again and again."""
        known = self._said.get((text, page))
        if known is None:
            said = self.translator.text(text, page)
            turns = self.translator.direction == "rtl" and not said.stands_in
            known = Phrase(
                text=said.text,
                foreign=said.language if said.stands_in else None,
                isolated=turns and is_left_to_right(said.text),
                note=self.translator.mark.note_on(said.original) if said.original else NO_NOTE,
                state=State.MISSING if said.stands_in else said.state,
                words=count_words(text),
            )
            self._said[text, page] = known
        return known

    def maybe(self, text: str | None, page: str) -> Phrase | None:
        """As `phrase`; nothing for nothing."""
        return None if text is None else self.phrase(text, page)

    def phrases(self, texts: Iterable[str], page: str) -> tuple[Phrase, ...]:
        """As `phrase`, for a list."""
        return tuple(self.phrase(text, page) for text in texts)

    def title(self, record: Record) -> Phrase:
        """A page's title."""
        return self.phrase(record.title, record.path)

    def sort_key(self, text: str) -> Key:
        """By what this language's readers order texts."""
        return sort_key(self.language)(text)

    def by_title(self, records: Iterable[R]) -> list[R]:
        """Records as this language's readers look for them: by their titles in it."""
        key = sort_key(self.language)
        return sorted(records, key=lambda record: key(self.title(record).text))

    def in_order(self, links: Iterable[Link]) -> list[Link]:
        """As `by_title`, for links."""
        key = sort_key(self.language)
        return sorted(links, key=lambda link: key(link.title.text))

    def has(self, page: str) -> bool:
        """Whether a page exists in this language."""
        return self.language in self.languages_of(page)

    def href(self, target: str, seen_from: str) -> str:
        """The address of the page at one path, seen from the page at another; of the original where it has no other."""
        if self.has(target):
            return relative_url(page_url(target), page_url(seen_from))
        return relative_url(page_url(target), self.below_root + page_url(seen_from))

    def link(self, record: Record, seen_from: str) -> Link:
        """A link to a page, by its title."""
        return Link(self.title(record), self.href(record.path, seen_from))

    def links(self, records: Iterable[Record], seen_from: str) -> tuple[Link, ...]:
        """As `link`, for a list."""
        return tuple(self.link(record, seen_from) for record in records)

    def card(self, record: Record, seen_from: str, note: Phrase | str | None = None) -> Card:
        """A page as it stands in lists."""
        return Card(
            kind=record.kind,
            title=self.title(record),
            href=self.href(record.path, seen_from),
            summary=self.maybe(record.summary, record.path),
            note=note,
        )

    def breadcrumbs(self, path: str) -> tuple[Link, ...]:
        """From the front page down to the page's section; empty on the front page."""
        above = [FRONT_PAGE]
        parts = path.split("/")[:-1]
        above += ["/".join([*parts[: depth + 1], FRONT_PAGE]) for depth in range(len(parts))]
        pages = self.catalogue.pages
        return tuple(self.link(pages[page], path) for page in above if page in pages and page != path)

    def updated(self, record: Record) -> date | None:
        """When the page's text was changed last, as its editor or the repository says."""
        return record.updated or self.changed.get(record.path)

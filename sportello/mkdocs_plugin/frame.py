"""What the theme knows of the site around a page: the template variable `sportello`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from sportello.mkdocs_plugin.alternates import (
    Alternate,
    Invitation,
    LanguageLink,
    alternates,
    invitations,
    language_links,
)
from sportello.pages.alerts import AlertFact, alert_fact, alerts_by_page
from sportello.pages.contacts import organization_contacts
from sportello.pages.coverage import Lack, lack
from sportello.pages.facts import Forms, Link, PhoneFact
from sportello.pages.links import base_path, page_url, way_to_root
from sportello.pages.phrase import Phrase
from sportello.pages.requests import CLARITY, CONTACT, STATUS
from sportello.pages.voice import FRONT_PAGE
from sportello.translation import lang_tag

if TYPE_CHECKING:
    from sportello.catalogue.alerts import Announced
    from sportello.pages.head import Head, PageData
    from sportello.pages.voice import Voice

_UNRATED = {"choice"}
"""Kinds of pages that nobody wrote: the forms app does not know them."""


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the site's menu; `current` where the page is it or stands in its section."""

    title: Phrase
    href: str
    current: bool


@dataclass(frozen=True)
class Crumb:
    """A step of the way from the front page; the page itself is the last, without address."""

    title: Phrase
    href: str | None


@dataclass(frozen=True)
class Updated:
    """The day of a text's last change: ISO 8601, and worded."""

    iso: str
    text: str


@dataclass(frozen=True)
class Help:
    """The one obvious way to ask for help, as near to the page's topic as can be.

    Attributes:
        href: the page that says how to ask, else the form.
        contact: absolute path of the contact form, with the page's topic chosen, escaped for HTML.
        appointment: the same for an appointment, or None.
        phones: of the organization that answers where no program does.
        name: that organization, or None.
    """

    href: str
    contact: Markup
    appointment: Markup | None
    phones: tuple[PhoneFact, ...]
    name: Phrase | None


@dataclass(frozen=True)
class Leave:
    """The way out in a hurry: absolute paths of what forgets the session, and of the script of its button."""

    href: str
    script: str


@dataclass(frozen=True)
class Slots:
    """Marks that stand, in the shell, where a form page puts its own."""

    title: str
    head: str
    content: str
    language_links: str


@dataclass(frozen=True)
class Frame:
    """The template variable `sportello`. Addresses are relative to the page; absolute paths in 404 and shell.

    Attributes:
        lang: the language's BCP 47 tag.
        kind: the page's kind (`program`), `error` or `form`.
        home: the front page.
        directory: the list of services, else the front page: where search leads without JavaScript.
        language_links: the languages in which the page exists.
        alternates: the page's addresses for search engines; empty where they are not to list it.
        invitations: into the other languages; only on the front page of the source language.
        breadcrumbs: empty on the front page.
        report: absolute path of the form to say that something on the site is wrong, without a topic.
        status: absolute path of the page that tells where a request stands.
        clarity: absolute path of the form that asks whether the page is clear; None where nobody wrote for citizens.
        leave: on forms and pages marked sensitive; else None.
        original: the page in the source language, when this one is a translation.
        lack: what is to be said above the page about its translation: `foreign`, `draft` or nothing.
        slots: only in the shell.
        alerts: what holds these days and concerns the page, those to come among them.
    """

    language: str
    lang: str
    direction: str
    kind: str
    home: str
    directory: str
    menu: tuple[MenuEntry, ...]
    language_links: tuple[LanguageLink, ...]
    breadcrumbs: tuple[Crumb, ...]
    original: str | None
    updated: Updated | None
    help: Help
    footer: tuple[Link, ...]
    report: str
    status: str
    leave: Leave | None = None
    lack: Lack | None = None
    slots: Slots | None = None
    alternates: tuple[Alternate, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    clarity: str | None = None
    alerts: tuple[AlertFact, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a page stands.

    Attributes:
        url: its address below its language's root.
        root: what leads from it to the language's root: `../../`, or an absolute path.
        site: the same for the site's root, above all languages.
    """

    url: str
    root: str
    site: str


def page_place(voice: Voice, path: str) -> Place:
    """The place of the page at `path`, with relative ways."""
    url = page_url(path)
    return Place(url, way_to_root(url), way_to_root(voice.below_root + url))


def fixed_place(voice: Voice) -> Place:
    """The place of a page that may be shown at any address: everything by absolute path."""
    site = base_path(voice.catalogue.site.url)
    return Place("", site + voice.below_root, site)


@dataclass(frozen=True)
class Framer:
    """Makes the frames of one language.

    Attributes:
        menu: the menu's pages, each with a title of its own or None for the page's.
    """

    voice: Voice
    menu: Sequence[tuple[str, str | None]]

    def around(self, page: PageData) -> Frame:
        """The frame of a page."""
        head = page.head
        place = page_place(self.voice, head.path)
        record = self.voice.catalogue.pages.get(head.path)
        crumbs = [Crumb(link.title, link.href) for link in head.breadcrumbs]
        return replace(
            self._frame(page.kind, place, head.path, getattr(page, "forms", None)),
            breadcrumbs=(*crumbs, Crumb(head.title, None)) if crumbs else (),
            updated=Updated(head.updated.isoformat(), head.updated_text or "") if head.updated else None,
            leave=self._leave() if record and record.sensitive else None,
            lack=lack(page) if self.voice.below_root else None,
            alternates=() if head.for_staff else alternates(self.voice, head.path),
            clarity=self._clarity(head, page.kind, place),
            invitations=self._invitations(page.kind),
            alerts=tuple(alert_fact(self.voice, item, head.path) for item in self._alerts.get(head.path, ())),
        )

    def anywhere(self, kind: str, slots: Slots | None = None) -> Frame:
        """The frame of a page without an address of its own."""
        frame = self._frame(kind, fixed_place(self.voice), "")
        return replace(frame, slots=slots, leave=self._leave() if slots else None)

    def _frame(self, kind: str, place: Place, path: str, forms: Forms | None = None) -> Frame:
        voice = self.voice
        return Frame(
            language=voice.language,
            lang=lang_tag(voice.language),
            direction=voice.translator.direction,
            kind=kind,
            home=place.root or "./",
            directory=self._href(place, voice.service_directory or FRONT_PAGE),
            menu=tuple(self._entry(place, path, target, title) for target, title in self.menu),
            language_links=language_links(voice, place, voice.languages_of(path)),
            breadcrumbs=(),
            original=(place.site + place.url or "./") if voice.below_root else None,
            updated=None,
            help=self._help(place, forms),
            footer=tuple(self._footer(place)),
            report=voice.forms.form(CONTACT),
            status=voice.forms.form(STATUS),
        )

    @cached_property
    def _alerts(self) -> Mapping[str, tuple[Announced, ...]]:
        return alerts_by_page(self.voice)

    def _leave(self) -> Leave:
        base = base_path(self.voice.catalogue.site.url)
        return Leave(f"{base}moduli/uscita", f"{base}moduli/static/leave.js")

    def _href(self, place: Place, path: str) -> str:
        root = place.root if self.voice.has(path) else place.site
        return root + page_url(path) or "./"

    def _clarity(self, head: Head, kind: str, place: Place) -> str | None:
        return None if head.for_staff or kind in _UNRATED else self.voice.forms.form(CLARITY + place.url)

    def _invitations(self, kind: str) -> tuple[Invitation, ...]:
        is_root = kind == "home" and not self.voice.below_root
        return tuple(invitations(self.voice)) if is_root else ()

    def _entry(self, place: Place, path: str, target: str, title: str | None) -> MenuEntry:
        section = target.removesuffix(FRONT_PAGE)
        inside = bool(section) and section.endswith("/") and path.startswith(section)
        shown = (
            self.voice.phrase(title, target)
            if title
            else self.voice.title(self.voice.catalogue.pages[target])
        )
        return MenuEntry(shown, self._href(place, target), current=inside or path == target)

    def _help(self, place: Place, forms: Forms | None) -> Help:
        catalogue = self.voice.catalogue
        page, fallback = catalogue.site.options.help_page, catalogue.site.options.fallback
        organization = catalogue.organizations.get(fallback or "")
        return Help(
            href=self._href(place, page) if page else self.voice.forms.root,
            contact=escape((forms and forms.contact) or self.voice.forms.root),
            appointment=escape(forms.appointment) if forms and forms.appointment else None,
            phones=organization_contacts(self.voice, organization).phones if organization else (),
            name=self.voice.title(organization) if organization else None,
        )

    def _footer(self, place: Place) -> list[Link]:
        pages = self.voice.catalogue.pages
        return [
            Link(self.voice.title(pages[path]), self._href(place, path))
            for path in self.voice.catalogue.site.options.footer
            if path in pages
        ]

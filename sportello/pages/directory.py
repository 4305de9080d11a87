"""The directory of services: all of them by need, and the choices by which one finds the right one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from sportello.catalogue.choices import FOLDERS, choice_path
from sportello.catalogue.facets import Facet
from sportello.catalogue.values import LifeEvent
from sportello.pages.choosing import Choices, all_choices, choice_href, service_card
from sportello.pages.directory_data import FILE
from sportello.pages.facts import Group, PhoneFact
from sportello.pages.head import PageData, make_head
from sportello.pages.helping import fallback_phones
from sportello.pages.requests import CONTACT
from sportello.pages.words import LIFE_EVENTS, life_event_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sportello.catalogue.model import Listing, Service
    from sportello.pages.voice import Voice

MOST_OF_A_NEED = 12
"""Services that stand under a need; the rest are on the need's page."""


@dataclass(frozen=True)
class Shelf:
    """The services of a need: the first of them, how many there are, and the page of all."""

    group: Group
    count: int
    rest: str | None


@dataclass(frozen=True)
class DirectoryPage(PageData):
    """What the directory shows.

    Attributes:
        choices: the facets, each with its values.
        shelves: the services by need.
        data: the address of what the script filters.
        municipality: the name of the municipality's facet: its value is told to the form.
        contact: absolute path of the contact form with nothing chosen.
        phones: of the organization that answers where no program does.
    """

    kind: ClassVar[str] = "directory"
    choices: tuple[Choices, ...]
    shelves: tuple[Shelf, ...]
    data: str
    municipality: str
    contact: str
    phones: tuple[PhoneFact, ...]


def make_directory(voice: Voice, record: Listing) -> DirectoryPage:
    """The directory."""
    return DirectoryPage(
        head=make_head(voice, record),
        choices=all_choices(voice, record.path),
        shelves=tuple(_shelves(voice, record.path)),
        data=FILE,
        municipality=FOLDERS[Facet.MUNICIPALITY],
        contact=voice.forms.form(CONTACT),
        phones=fallback_phones(voice),
    )


def _shelves(voice: Voice, path: str) -> Iterator[Shelf]:
    services = voice.by_title(voice.catalogue.services.values())
    for need in LifeEvent:
        meeting = [service for service in services if need in service.life_events]
        name, title = life_event_name(need), voice.translator.gettext(LIFE_EVENTS[need])
        if meeting:
            yield _shelf(
                voice, path, Group(name, title, ()), meeting, choice_href(voice, Facet.NEED, need, path)
            )
    rest = [service for service in services if not service.life_events]
    if rest:
        all_needs = voice.href(choice_path(path, Facet.NEED), path) if len(rest) < len(services) else None
        yield _shelf(
            voice, path, Group("others", voice.translator.gettext("Altri servizi"), ()), rest, all_needs
        )


def _shelf(voice: Voice, path: str, group: Group, services: Sequence[Service], href: str | None) -> Shelf:
    shown = services[:MOST_OF_A_NEED] if href else services
    cards = tuple(service_card(voice, service, path) for service in shown)
    return Shelf(replace(group, cards=cards), len(services), href if len(services) > len(shown) else None)

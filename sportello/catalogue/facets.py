"""What the catalogue knows of each service by facet: for which need, for whom, where, in which language, when, how."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from sportello.catalogue.values import Audience, Cost, FormKind, LifeEvent, Way

if TYPE_CHECKING:
    from sportello.catalogue.catalogue import Catalogue
    from sportello.catalogue.model import Location, Service
    from sportello.catalogue.parts import Contacts

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Fields of `WeeklyHours`, and the values of `Facet.DAY`."""


class Facet(StrEnum):
    """By what services are chosen, in the order in which people are asked."""

    NEED = "need"
    MUNICIPALITY = "municipality"
    AUDIENCE = "audience"
    WAY = "way"
    COST = "cost"
    LANGUAGE = "language"
    DAY = "day"


class Fits(StrEnum):
    """Whether a service is what somebody chose."""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


@dataclass(frozen=True)
class Known:
    """What is known of a service in one facet.

    Attributes:
        values: what is sure.
        open: whether there may be more: what the catalogue does not say is not a no.
    """

    values: frozenset[str]
    open: bool

    def fits(self, value: str) -> Fits:
        """Whether it has this value."""
        if value in self.values:
            return Fits.YES
        return Fits.UNSURE if self.open else Fits.NO


@dataclass(frozen=True)
class Found:
    """Services for a choice: those that fit, and those of which that is not known. In the catalogue's order."""

    sure: tuple[Service, ...]
    unsure: tuple[Service, ...]


@dataclass(frozen=True)
class Facets:
    """The facets of all services of a catalogue."""

    catalogue: Catalogue

    @cached_property
    def known(self) -> Mapping[Facet, Mapping[str, Known]]:
        """By facet and the service's file name."""
        services = self.catalogue.services
        return {
            facet: {slug: read(self.catalogue, service) for slug, service in services.items()}
            for facet, read in _READ.items()
        }

    @cached_property
    def values(self) -> Mapping[Facet, tuple[str, ...]]:
        """The values that one can choose: of municipalities all, of other facets those that some service has.

        Needs, audiences, days, costs and ways in the order of their vocabularies, the others by code.
        """
        had = {
            facet: frozenset().union(*(known.values for known in of.values()))
            for facet, of in self.known.items()
        }
        places = tuple(sorted(self.catalogue.municipalities)) if self.catalogue.services else ()
        kept = {
            facet: tuple(value for value in _ORDER.get(facet, sorted(found)) if value in found)
            for facet, found in had.items()
        }
        return {**kept, Facet.MUNICIPALITY: places}

    def find(self, chosen: Mapping[Facet, str]) -> Found:
        """The services that fit all that is chosen."""
        sure: list[Service] = []
        unsure: list[Service] = []
        for slug, service in self.catalogue.services.items():
            fits = {self.known[facet][slug].fits(value) for facet, value in chosen.items()}
            if Fits.NO not in fits:
                (unsure if Fits.UNSURE in fits else sure).append(service)
        return Found(tuple(sure), tuple(unsure))

    def open_in(self, facet: Facet) -> tuple[Service, ...]:
        """The services of which not all is known in a facet."""
        known = self.known[facet]
        return tuple(service for slug, service in self.catalogue.services.items() if known[slug].open)


def _written(values: tuple[str, ...]) -> Known:
    return Known(frozenset(values), open=not values)


def _languages(catalogue: Catalogue, service: Service) -> Known:
    desks = _desks(catalogue, service)
    spoken = frozenset(code for desk in desks for code in desk.languages)
    return Known(spoken, open=not desks or not all(desk.languages for desk in desks))


def _days(catalogue: Catalogue, service: Service) -> Known:
    desks = _desks(catalogue, service)
    days = frozenset(day for desk in desks if desk.hours for day in DAYS if getattr(desk.hours, day))
    return Known(days, open=not desks or not all(desk.hours for desk in desks))


def _ways(catalogue: Catalogue, service: Service) -> Known:
    """What the editor wrote; else what contacts, desks and forms make sure, and there may be more."""
    if service.ways:
        return _written(service.ways)
    desks = _desks(catalogue, service)
    program = catalogue.programs[service.program] if service.program else None
    takes_forms = program is None or FormKind.CONTACT in program.forms
    signs = {
        Way.IN_PERSON: any(desk.address for desk in desks),
        Way.PHONE: any(contacts.phones for contacts in (service.contacts, *_contacts(catalogue, desks))),
        Way.ONLINE: takes_forms and catalogue.is_available(service),
    }
    return Known(frozenset(way for way, sure in signs.items() if sure), open=True)


def _contacts(catalogue: Catalogue, desks: list[Location]) -> Iterator[Contacts]:
    """Of each desk its own, else its organization's."""
    return (desk.contacts or catalogue.organizations[desk.organization].contacts for desk in desks)


def _desks(catalogue: Catalogue, service: Service) -> list[Location]:
    return [catalogue.locations[slug] for slug in service.locations]


_READ: Mapping[Facet, Callable[[Catalogue, Service], Known]] = {
    Facet.NEED: lambda _, service: _written(service.life_events),
    Facet.MUNICIPALITY: lambda catalogue, service: _written(catalogue.municipalities_of(service)),
    Facet.AUDIENCE: lambda _, service: _written(service.audience),
    Facet.WAY: _ways,
    Facet.COST: lambda _, service: _written((service.cost,) if service.cost else ()),
    Facet.LANGUAGE: _languages,
    Facet.DAY: _days,
}
_ORDER: Mapping[Facet, tuple[str, ...]] = {
    Facet.NEED: tuple(LifeEvent),
    Facet.AUDIENCE: tuple(Audience),
    Facet.WAY: tuple(Way),
    Facet.COST: tuple(Cost),
    Facet.DAY: DAYS,
}

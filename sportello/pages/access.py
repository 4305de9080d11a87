"""Whom to ask for a service in each municipality: who answers, the nearest desk, the form with both already chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.pages.contacts import organization_contacts
from sportello.pages.requests import route_or_none, service_forms

if TYPE_CHECKING:
    from sportello.catalogue.model import Organization, Service
    from sportello.pages.facts import ContactFacts, Forms, Link
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class PlaceAccess:
    """Where the people of a municipality go.

    Attributes:
        desk: the one that the route proposes, if it names any.
        forms: with service and municipality chosen.
    """

    municipality: Link
    desk: Link | None
    forms: Forms


@dataclass(frozen=True)
class Access:
    """Who answers, and for whom.

    Attributes:
        places: by the municipalities' titles.
    """

    organization: Link
    contacts: ContactFacts
    places: tuple[PlaceAccess, ...]


def service_access(voice: Voice, service: Service) -> tuple[Access, ...]:
    """Who answers for a service, each once, with the municipalities whose people they answer."""
    catalogue, found = voice.catalogue, dict[str, tuple["Organization", list[PlaceAccess]]]()
    municipalities = (catalogue.municipalities[slug] for slug in catalogue.municipalities_of(service))
    for municipality in voice.by_title(municipalities):
        route = route_or_none(voice, service, municipality)
        if route is None:
            continue
        place = PlaceAccess(
            municipality=voice.link(municipality, service.path),
            desk=voice.link(route.location, service.path) if route.location else None,
            forms=service_forms(voice, service, comune=municipality.istat),
        )
        found.setdefault(route.organization.slug, (route.organization, []))[1].append(place)
    return tuple(
        Access(
            voice.link(organization, service.path), organization_contacts(voice, organization), tuple(places)
        )
        for organization, places in found.values()
    )

"""The whole catalogue of one language as HSDS 3.1 objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.open_data.entity import Entity, brief
from sportello.open_data.identity import Identities
from sportello.open_data.places import make_location, make_organization
from sportello.open_data.services import make_at_location, make_program, make_service
from sportello.open_data.taxonomy import make_taxonomies, make_terms
from sportello.pages.alerts import alerts_by_page

if TYPE_CHECKING:
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class Dataset:
    """Every object in full, in the order of the pages' paths; see the schemas of HSDS 3.1."""

    organizations: tuple[Entity, ...]
    services: tuple[Entity, ...]
    service_at_locations: tuple[Entity, ...]
    taxonomies: tuple[Entity, ...]
    taxonomy_terms: tuple[Entity, ...]


def make_dataset(voice: Voice) -> Dataset:
    """The catalogue in the voice's language."""
    catalogue, ids = voice.catalogue, Identities(voice.catalogue.site.url)
    organizations = {s: make_organization(voice, ids, r) for s, r in catalogue.organizations.items()}
    locations = {s: make_location(voice, ids, r) for s, r in catalogue.locations.items()}
    alerts = alerts_by_page(voice)
    services, everywhere = [], []
    for record in catalogue.services.values():
        service = make_service(voice, ids, record, organizations, alerts.get(record.path, ()))
        desks = [
            make_at_location(ids, record, catalogue.locations[s], locations[s]) for s in record.locations
        ]
        everywhere += [{**desk, "service": brief(service)} for desk in desks]
        services.append({**service, "service_at_locations": desks} if desks else service)
    for slug, organization in organizations.items():
        own = {
            "locations": [locations[s] for s, r in catalogue.locations.items() if r.organization == slug],
            "programs": [make_program(voice, ids, r) for r in catalogue.programs.values() if r.lead == slug],
            "services": [brief(s) for s in services if s.get("organization_id") == organization["id"]],
        }
        organization.update({name: found for name, found in own.items() if found})
    return Dataset(
        tuple(organizations.values()),
        tuple(services),
        tuple(everywhere),
        tuple(make_taxonomies(voice, ids)),
        tuple(make_terms(voice, ids)),
    )

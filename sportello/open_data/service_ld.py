"""A service as schema.org's `GovernmentService`, with the entries of Designers Italia's service sheet.

Its validator (`R.SI.1.1`) wants one object each for operator, area, audience and channel: further desks stand in
objects of their own that say the same `@id`. What the catalogue does not know is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sportello.catalogue.values import Cost
from sportello.open_data.entity import Entity
from sportello.open_data.place_ld import phone_numbers, place, public_contacts
from sportello.open_data.places import page_address
from sportello.open_data.services import responsible
from sportello.pages.words import LIFE_EVENTS

if TYPE_CHECKING:
    from sportello.catalogue.model import Location, Organization, Service
    from sportello.pages.voice import Voice

_TYPE = "GovernmentService"


def make_service_ld(voice: Voice, record: Service, address: str) -> Entity:
    """The service with its first channel."""
    catalogue, gettext = voice.catalogue, voice.translator.gettext
    operator = catalogue.organizations.get(responsible(voice, record) or "")
    about: Entity = {
        "@type": _TYPE,
        "@id": address,
        "url": address,
        "name": voice.title(record).text,
        "description": voice.phrase(record.summary, record.path).text,
        "audience": {"@type": "Audience", "audienceType": _joined(voice, record.eligibility, record.path)},
    }
    if record.category:
        about["serviceType"] = voice.phrase(record.category, record.path).text
    elif record.life_events:
        about["serviceType"] = "; ".join(gettext(LIFE_EVENTS[need]) for need in record.life_events)
    if record.outcome:
        about["serviceOutput"] = {"@type": "Thing", "name": _joined(voice, record.outcome, record.path)}
    if record.cost is Cost.FREE:
        about["offers"] = {"@type": "Offer", "price": 0, "priceCurrency": "EUR"}
    if operator:
        about["serviceOperator"] = _operator(voice, operator)
    if len(record.providers) > 1:
        about["provider"] = [_operator(voice, catalogue.organizations[slug]) for slug in record.providers]
    if catalogue.municipalities_of(record):
        about["areaServed"] = _area(voice, record)
    desks = [catalogue.locations[slug] for slug in record.locations]
    about["availableChannel"] = _channel(voice, record, address, desks[0] if desks else None)
    return about


def other_channels(voice: Voice, record: Service, address: str) -> Iterator[Entity]:
    """The same service at its further desks, if it has any."""
    desks = [voice.catalogue.locations[slug] for slug in record.locations[1:]]
    if desks:
        channels = [_channel(voice, record, address, desk) for desk in desks]
        yield {"@type": _TYPE, "@id": address, "availableChannel": channels}


def _channel(voice: Voice, record: Service, address: str, desk: Location | None) -> Entity:
    channel: Entity = {"@type": "ServiceChannel", "serviceUrl": address}
    numbers = phone_numbers(record.contacts)
    if numbers:
        channel["servicePhone"] = [{"@type": "ContactPoint", "telephone": number} for number in numbers]
    if desk:
        channel["serviceLocation"] = place(voice, desk)
    return channel


def _operator(voice: Voice, organization: Organization) -> Entity:
    return {
        "@type": "Organization",
        "@id": page_address(voice, organization.path),
        "name": voice.title(organization).text,
        **public_contacts(organization.contacts),
    }


def _area(voice: Voice, record: Service) -> Entity:
    names = [voice.catalogue.municipalities[slug].title for slug in voice.catalogue.municipalities_of(record)]
    places = [{"@type": "City", "name": name} for name in names]
    return {"@type": "AdministrativeArea", "name": ", ".join(names), "containsPlace": places}


def _joined(voice: Voice, texts: tuple[str, ...], path: str) -> str:
    return "\n".join(phrase.text for phrase in voice.phrases(texts, path))

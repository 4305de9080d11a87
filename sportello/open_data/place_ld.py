"""Help desks and contacts as schema.org's `Place` and its opening hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue.parts import WeeklyHours
from sportello.catalogue.values import e164
from sportello.open_data.entity import Entity
from sportello.open_data.exceptions import special_hours
from sportello.open_data.places import page_address

if TYPE_CHECKING:
    from sportello.catalogue.model import Location
    from sportello.catalogue.parts import Contacts
    from sportello.pages.voice import Voice


def place(voice: Voice, desk: Location) -> Entity:
    """A desk with its address, phones and hours, as far as they are known."""
    contacts = desk.contacts or voice.catalogue.organizations[desk.organization].contacts
    about: Entity = {
        "@type": "Place",
        "name": voice.title(desk).text,
        "url": page_address(voice, desk.path),
        "address": _address(voice, desk),
    }
    numbers = phone_numbers(contacts)
    if numbers:
        about["telephone"] = numbers
    if desk.coordinates:
        about["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": desk.coordinates.latitude,
            "longitude": desk.coordinates.longitude,
        }
    if desk.hours:
        about["openingHoursSpecification"] = _opening(desk.hours)
    exceptions = special_hours(voice, desk)
    if exceptions:
        about["specialOpeningHoursSpecification"] = exceptions
    return about


def public_contacts(contacts: Contacts) -> Entity:
    """Phones (E.164) and e-mail addresses, each only if there is one."""
    found = {"telephone": phone_numbers(contacts), "email": list(contacts.emails)}
    return {name: values for name, values in found.items() if values}


def phone_numbers(contacts: Contacts) -> list[str]:
    """The numbers by E.164, an extension behind them as RFC 3966 has it."""
    return [
        e164(phone.number) + (f";ext={phone.extension}" if phone.extension else "")
        for phone in contacts.phones
    ]


def _address(voice: Voice, desk: Location) -> Entity:
    municipality = voice.catalogue.municipalities[desk.municipality]
    known: Entity = {"@type": "PostalAddress"}
    if desk.address:
        known["streetAddress"] = desk.address
    if desk.postal_code:
        known["postalCode"] = desk.postal_code
    return known | {
        "addressLocality": municipality.title,
        "addressRegion": municipality.province,
        "addressCountry": "IT",
    }


def _opening(hours: WeeklyHours) -> list[Entity]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{day.capitalize()}",
            "opens": f"{span.start:%H:%M}",
            "closes": f"{span.end:%H:%M}",
        }
        for day in WeeklyHours.model_fields
        for span in getattr(hours, day)
    ]

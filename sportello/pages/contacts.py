"""Ways to reach people, and desks, as pages show them."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from sportello.catalogue.confirmations import is_stale
from sportello.catalogue.facts import Fact, FactKind
from sportello.catalogue.values import e164
from sportello.pages.confirmed import must_call_first
from sportello.pages.facts import AddressFact, ContactFacts, Desk, PhoneFact
from sportello.pages.open_now import DAYS_ON_CARDS, open_now

if TYPE_CHECKING:
    from sportello.catalogue.model import Location, Organization
    from sportello.catalogue.parts import Contacts, Phone
    from sportello.pages.voice import Voice


def contact_facts(voice: Voice, contacts: Contacts, page: str) -> ContactFacts:
    """The contacts that a record of the page at `page` names."""
    return ContactFacts(
        phones=tuple(_phone(voice, phone, page) for phone in contacts.phones),
        emails=tuple(AddressFact(email, f"mailto:{email}") for email in contacts.emails),
        web=AddressFact(_bare(contacts.web), contacts.web) if contacts.web else None,
    )


def organization_contacts(voice: Voice, organization: Organization) -> ContactFacts:
    """How to reach an organization."""
    return contact_facts(voice, organization.contacts, organization.path)


def location_contacts(voice: Voice, location: Location) -> ContactFacts:
    """How to reach a desk: by its own contacts, else by its organization's."""
    if location.contacts:
        return contact_facts(voice, location.contacts, location.path)
    return organization_contacts(voice, voice.catalogue.organizations[location.organization])


def desk(voice: Voice, location: Location, seen_from: str) -> Desk:
    """A desk as the page at `seen_from` shows it."""
    return Desk(
        title=voice.title(location),
        href=voice.href(location.path, seen_from),
        summary=voice.phrase(location.summary, location.path),
        organization=voice.link(voice.catalogue.organizations[location.organization], seen_from),
        where=where(voice, location),
        phones=location_contacts(voice, location).phones,
        by_appointment=location.by_appointment,
        now=online_only(voice, location),
        open_now=open_now(voice, location, DAYS_ON_CARDS),
        call_first=must_call_first(voice, location),
    )


def where(voice: Voice, location: Location) -> str:
    """Address and municipality, as far as they are known."""
    municipality = voice.catalogue.municipalities[location.municipality].title
    return f"{location.address}, {municipality}" if location.address else municipality


def where_and_how_sure(voice: Voice, location: Location) -> str:
    """As `where`, and whether to call first, unless one goes by appointment in any case."""
    place = where(voice, location)
    if location.by_appointment or not must_call_first(voice, location):
        return place
    gettext = voice.translator.gettext
    by_phone = location_contacts(voice, location).phones
    return (
        f"{place} · {gettext('telefona prima di andare') if by_phone else gettext('chiedi prima di andare')}"
    )


def online_only(voice: Voice, location: Location) -> str | None:
    """Until when a desk answers online only; nothing once that is over."""
    opening = location.online_only_until
    if opening is None or opening <= voice.today:
        return None
    said = voice.translator.gettext("Fino a %(date)s risponde solo online.")
    return said % {"date": voice.wording.weekday_and_day(opening - timedelta(days=1))}


def _phone(voice: Voice, phone: Phone, page: str) -> PhoneFact:
    fact = Fact(page, FactKind.PHONE, phone.number)
    return PhoneFact(
        number=phone.number,
        href=_tel(phone.number),
        extension=phone.extension,
        description=voice.maybe(phone.description, page),
        otherwise=voice.forms.root if is_stale(voice.catalogue, fact, voice.today) else None,
    )


@cache
def _tel(number: str) -> str:
    return f"tel:{e164(number)}"


def _bare(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")

"""What pages are about, as schema.org's JSON-LD, each object for a `<script>` of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sportello.catalogue.model import Event, Home, Location, Organization, Page, Service
from sportello.catalogue.opening import ROME
from sportello.open_data.entity import Entity
from sportello.open_data.place_ld import place, public_contacts
from sportello.open_data.places import page_address
from sportello.open_data.questions import questions
from sportello.open_data.service_ld import make_service_ld, other_channels
from sportello.pages.event_dates import in_time

if TYPE_CHECKING:
    from sportello.catalogue.parts import EventDate
    from sportello.catalogue.record import Record
    from sportello.pages.head import PageData
    from sportello.pages.voice import Voice

CONTEXT = "https://schema.org"


def describe_page(voice: Voice, page: PageData) -> Iterator[Entity]:
    """The objects of a page: what it is about first, then the way to it; none for a site without an address."""
    record = voice.catalogue.pages.get(page.head.path)
    address = page_address(voice, page.head.path)
    if record is None or address is None or record.for_staff:
        return
    for about in _about(voice, record, address):
        yield {"@context": CONTEXT, **about}
    if page.head.breadcrumbs:
        yield {"@context": CONTEXT, **_breadcrumbs(page, address)}


def _about(voice: Voice, record: Record, address: str) -> Iterator[Entity]:
    if isinstance(record, Service):
        yield make_service_ld(voice, record, address)
        yield from other_channels(voice, record, address)
    elif isinstance(record, Event):
        yield _event(voice, record, address)
    elif isinstance(record, Location):
        yield {"@id": address, **place(voice, record)}
    elif isinstance(record, Organization) and not record.example:
        yield _organization(voice, record, address)
    elif isinstance(record, Home):
        yield {"@type": "WebSite", "@id": address, "url": address, "name": voice.title(record).text}
    elif isinstance(record, Page):
        asked = questions(voice, record)
        if asked:
            yield {"@type": "FAQPage", "@id": address, "mainEntity": [_question(*pair) for pair in asked]}


def _organization(voice: Voice, record: Organization, address: str) -> Entity:
    about: Entity = {
        "@type": "Organization",
        "@id": address,
        "name": voice.title(record).text,
        "description": voice.phrase(record.summary, record.path).text,
        **public_contacts(record.contacts),
    }
    if record.short_name:
        about["alternateName"] = record.short_name
    if record.contacts.web:
        about["url"] = record.contacts.web
    return about


def _event(voice: Voice, record: Event, address: str) -> Entity:
    """A date that is only a guess is left out: other systems would show it as certain."""
    catalogue = voice.catalogue
    about: Entity = {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": voice.title(record).text,
        "description": voice.phrase(record.summary, record.path).text,
        "inLanguage": voice.language,
    }
    if not record.tentative:
        about |= _times(voice, record, address)
    if record.location:
        about["location"] = place(voice, catalogue.locations[record.location])
    elif record.place:
        about["location"] = {"@type": "Place", "name": voice.phrase(record.place, record.path).text}
    elif record.municipality:
        about["location"] = {"@type": "Place", "name": catalogue.municipalities[record.municipality].title}
    lead = catalogue.programs[record.program].lead if record.program else None
    if lead:
        organizer = catalogue.organizations[lead]
        about["organizer"] = {
            "@type": "Organization",
            "@id": page_address(voice, organizer.path),
            "name": voice.title(organizer).text,
        }
    return about


def _times(voice: Voice, record: Event, address: str) -> Entity:
    """From the first date to the last; several dates are events below this one."""
    held = in_time(record)
    if len(held) == 1:
        return _begins_and_ends(held[0])
    name = voice.title(record).text
    each = [
        {"@type": "Event", "@id": f"{address}#{number}", "name": name, **_begins_and_ends(one)}
        for number, one in enumerate(held, 1)
    ]
    last = max(str(one["endDate"]) for one in each)
    return {"startDate": each[0]["startDate"], "endDate": last, "subEvent": each}


def _begins_and_ends(held: EventDate) -> Entity:
    last = held.end or held.start
    if held.hours is None:
        return {"startDate": held.start.isoformat(), "endDate": last.isoformat()}
    start = datetime.combine(held.start, held.hours.start, ROME)
    return {
        "startDate": start.isoformat(),
        "endDate": datetime.combine(last, held.hours.end, ROME).isoformat(),
    }


def _question(question: str, answer: str) -> Entity:
    return {
        "@type": "Question",
        "name": question,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def _breadcrumbs(page: PageData, address: str) -> Entity:
    steps = [(link.title.text, urljoin(address, link.href)) for link in page.head.breadcrumbs]
    steps.append((page.head.title.text, address))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": item}
            for position, (name, item) in enumerate(steps, 1)
        ],
    }

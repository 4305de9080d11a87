"""Organizations and help desks as HSDS 3.1 has them: `organization`, `location` and what is nested in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue.parts import WeeklyHours
from sportello.open_data.entity import Entity, entity
from sportello.open_data.exceptions import usual_periods
from sportello.pages.links import page_url

if TYPE_CHECKING:
    from sportello.catalogue.model import Location, Organization
    from sportello.catalogue.parts import Contacts
    from sportello.open_data.identity import Identities
    from sportello.pages.voice import Voice

DAYS = dict(zip(WeeklyHours.model_fields, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))


def make_organization(voice: Voice, ids: Identities, record: Organization) -> Entity:
    """An organization with its public contacts; where requests are brought to is not published."""
    own = ids.of(record)
    example = voice.translator.gettext("Questo ente è un esempio: non esiste davvero.")
    summary = voice.phrase(record.summary, record.path).text
    return entity(
        id=own,
        name=voice.title(record).text,
        alternate_name=record.short_name,
        description=f"{summary} {example}" if record.example else summary,
        email=first_email(record.contacts),
        website=record.contacts.web,
        uri=page_address(voice, record.path),
        phones=make_phones(voice, ids, record.contacts, record.path, organization_id=own),
    )


def make_location(voice: Voice, ids: Identities, record: Location) -> Entity:
    """A help desk with its address, languages, phones and hours, as far as they are known."""
    own = ids.of(record)
    return entity(
        id=own,
        location_type="physical",
        url=page_address(voice, record.path),
        organization_id=ids.of(voice.catalogue.organizations[record.organization]),
        name=voice.title(record).text,
        description=voice.phrase(record.summary, record.path).text,
        latitude=record.coordinates.latitude if record.coordinates else None,
        longitude=record.coordinates.longitude if record.coordinates else None,
        languages=[
            entity(
                id=ids.part(record.path, "language", code),
                location_id=own,
                name=voice.wording.language(code),
                code=code,
            )
            for code in record.languages
        ],
        addresses=[_address(voice, ids, record)],
        phones=make_phones(voice, ids, record.contacts, record.path, location_id=own),
        schedules=_schedules(voice, ids, record),
    )


def make_phones(voice: Voice, ids: Identities, contacts: Contacts, page: str, **owner: str) -> list[Entity]:
    """The phone numbers of a page; `owner` names whose they are (`service_id`)."""
    return [
        entity(
            id=ids.part(page, "phone", phone.number, phone.extension or ""),
            **owner,
            number=phone.number,
            extension=int(phone.extension) if phone.extension and phone.extension.isdecimal() else None,
            description=voice.phrase(phone.description, page).text if phone.description else None,
        )
        for phone in contacts.phones
    ]


def first_email(contacts: Contacts) -> str | None:
    """The address that stands first: HSDS has room for one."""
    return contacts.emails[0] if contacts.emails else None


def page_address(voice: Voice, path: str) -> str | None:
    """The canonical address of a page in the voice's language, of the original where it has none there.

    Nothing for a site without an address.
    """
    site = voice.catalogue.site.url
    root = voice.root_url if voice.has(path) else site
    return root + page_url(path) if site else None


def _address(voice: Voice, ids: Identities, record: Location) -> Entity:
    """Street and postcode are required by the standard; what the catalogue does not know of them is empty."""
    municipality = voice.catalogue.municipalities[record.municipality]
    return entity(
        id=ids.part(record.path, "address"),
        location_id=ids.of(record),
        address_1=record.address or "",
        city=municipality.title,
        state_province=municipality.province,
        postal_code=record.postal_code or "",
        country="IT",
        address_type="physical",
    )


def _schedules(voice: Voice, ids: Identities, record: Location) -> list[Entity]:
    gettext, own = voice.translator.gettext, ids.of(record)
    attending = gettext("Solo su appuntamento") if record.by_appointment else None
    weekly = [
        entity(
            id=ids.part(record.path, "hours", day, str(span), *([str(first)] if first else [])),
            location_id=own,
            valid_from=first.isoformat() if first else None,
            valid_to=last.isoformat() if last else None,
            freq="WEEKLY",
            byday=code,
            opens_at=f"{span.start:%H:%M}",
            closes_at=f"{span.end:%H:%M}",
            attending_type=attending,
            notes="Europe/Rome",
        )
        for first, last in usual_periods(record.closures, voice.today)
        for day, code in DAYS.items()
        for span in (getattr(record.hours, day) if record.hours else ())
    ]
    if attending and not weekly:
        return [entity(id=ids.part(record.path, "appointment"), location_id=own, attending_type=attending)]
    return weekly

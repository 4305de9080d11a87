"""Services and programs as HSDS 3.1 has them: `service`, `program`, `service_at_location`, `service_area`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sportello.catalogue.values import Cost, ServiceStatus, Status
from sportello.open_data.assurance import assurance
from sportello.open_data.entity import Entity, brief, entity
from sportello.open_data.places import first_email, make_phones, page_address
from sportello.open_data.taxonomy import make_attributes
from sportello.pages.words import COSTS

if TYPE_CHECKING:
    from sportello.catalogue.alerts import Announced
    from sportello.catalogue.model import Location, Program, Service
    from sportello.open_data.identity import Identities
    from sportello.pages.voice import Voice

_STATUS: Mapping[ServiceStatus, str] = {
    ServiceStatus.ACTIVE: "active",
    ServiceStatus.SUSPENDED: "temporarily closed",
    ServiceStatus.ENDED: "defunct",
}


def make_program(voice: Voice, ids: Identities, record: Program) -> Entity:
    """A program."""
    lead = voice.catalogue.organizations.get(record.lead or "")
    return entity(
        id=ids.of(record),
        organization_id=ids.of(lead) if lead else None,
        name=voice.title(record).text,
        description=voice.phrase(record.summary, record.path).text,
    )


def make_service(
    voice: Voice,
    ids: Identities,
    record: Service,
    organizations: Mapping[str, Entity],
    alerts: Iterable[Announced] = (),
) -> Entity:
    """A service with all that belongs to it except its desks (see `make_at_location`).

    Args:
        voice: the language.
        ids: of the site.
        record: the service.
        organizations: by the names of their files.
        alerts: those that concern the service, whether they hold today or not yet.
    """
    catalogue, path, own = voice.catalogue, record.path, ids.of(record)
    program = catalogue.programs[record.program] if record.program else None
    answerable = organizations.get(responsible(voice, record) or "")
    return entity(
        id=own,
        organization_id=answerable["id"] if answerable else None,
        program_id=ids.of(program) if program else None,
        name=voice.title(record).text,
        description="\n".join(
            [voice.phrase(record.summary, path).text, *_texts(voice, record.outcome, path)]
        ),
        url=page_address(voice, path),
        email=first_email(record.contacts),
        status=service_status(voice, record),
        application_process=_lines(voice, record.application_process, path),
        fees_description=voice.phrase(record.fees, path).text if record.fees else None,
        eligibility_description=_eligibility(voice, record),
        **assurance(voice, record),
        alert=_alert(voice, record, alerts),
        last_modified=_midnight(voice, record),
        phones=make_phones(voice, ids, record.contacts, path, service_id=own),
        schedules=_deadlines(voice, ids, record),
        cost_options=_costs(voice, ids, record),
        service_areas=_areas(voice, ids, record),
        organization=brief(answerable) if answerable else None,
        funding=_funding(voice, ids, record),
        program=make_program(voice, ids, program) if program else None,
        required_documents=[
            entity(id=ids.part(path, "document", document), service_id=own, document=text)
            for document, text in zip(
                record.required_documents, _texts(voice, record.required_documents, path), strict=True
            )
        ],
        attributes=list(make_attributes(voice, ids, record)),
    )


def make_at_location(ids: Identities, service: Service, desk: Location, location: Entity) -> Entity:
    """A service at one of its desks."""
    return entity(
        id=ids.part(service.path, "at", desk.path),
        service_id=ids.of(service),
        location_id=location["id"],
        location=location,
    )


def responsible(voice: Voice, record: Service) -> str | None:
    """The name of the organization that gives a service: the first that the page names, else its program's lead."""
    if record.providers:
        return record.providers[0]
    return voice.catalogue.programs[record.program].lead if record.program else None


def service_status(voice: Voice, record: Service) -> str:
    """A code of HSDS. A service of a program that is not running is `inactive`, whether or not forms are open."""
    if record.status is ServiceStatus.ACTIVE and record.program:
        running = voice.catalogue.programs[record.program].status is Status.ACTIVE
        return "active" if running else "inactive"
    return _STATUS[record.status]


def _alert(voice: Voice, record: Service, alerts: Iterable[Announced]) -> str | None:
    """Why the service cannot be had, and what holds for some days, in the editor's words."""
    held = (item for item in alerts if item.holds_on(voice.today))
    said = [_why_not(voice, record), *(voice.phrase(item.alert.text, item.path).text for item in held)]
    return "\n".join(text for text in said if text) or None


def _why_not(voice: Voice, record: Service) -> str | None:
    if record.status is not ServiceStatus.ACTIVE:
        return voice.phrase(record.status_reason, record.path).text if record.status_reason else None
    program = voice.catalogue.programs[record.program] if record.program else None
    if program and program.status is not Status.ACTIVE and program.closed_reason:
        return voice.phrase(program.closed_reason, program.path).text
    return None


def _eligibility(voice: Voice, record: Service) -> str | None:
    lines = _texts(voice, record.eligibility, record.path)
    if record.not_eligible:
        lines += [
            voice.translator.gettext("Non è per te se:"),
            *_texts(voice, record.not_eligible, record.path),
        ]
    return "\n".join(lines) or None


def _areas(voice: Voice, ids: Identities, record: Service) -> list[Entity]:
    municipalities = (voice.catalogue.municipalities[x] for x in voice.catalogue.municipalities_of(record))
    return [
        entity(
            id=ids.part(record.path, "area", municipality.istat),
            service_id=ids.of(record),
            name=municipality.title,
            description=f"ISTAT {municipality.istat}",
            uri=page_address(voice, municipality.path),
        )
        for municipality in municipalities
    ]


def _deadlines(voice: Voice, ids: Identities, record: Service) -> list[Entity]:
    if record.schedule is None:
        return []
    text = voice.phrase(record.schedule, record.path).text
    return [entity(id=ids.part(record.path, "schedule"), service_id=ids.of(record), description=text)]


def _costs(voice: Voice, ids: Identities, record: Service) -> list[Entity]:
    """That it costs nothing, which is the only sum that the catalogue knows."""
    if record.cost is not Cost.FREE:
        return []
    own, option = ids.part(record.path, "cost"), voice.translator.gettext(COSTS[record.cost])
    return [entity(id=own, service_id=ids.of(record), option=option, currency="EUR", amount=0)]


def _funding(voice: Voice, ids: Identities, record: Service) -> list[Entity]:
    program = voice.catalogue.programs[record.program] if record.program else None
    if program is None or program.funding is None or program.funding.source is None:
        return []
    source = voice.phrase(program.funding.source, program.path).text
    return [entity(id=ids.part(record.path, "funding"), service_id=ids.of(record), source=source)]


def _midnight(voice: Voice, record: Service) -> str | None:
    updated = voice.updated(record)
    return f"{updated.isoformat()}T00:00:00.000Z" if updated else None


def _texts(voice: Voice, texts: tuple[str, ...], path: str) -> list[str]:
    return [phrase.text for phrase in voice.phrases(texts, path)]


def _lines(voice: Voice, texts: tuple[str, ...], path: str) -> str | None:
    return "\n".join(_texts(voice, texts, path)) or None

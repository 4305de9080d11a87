"""An organization's page: who it is, how to reach it, what it does where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sportello.pages.confirmed import confirmed_on
from sportello.pages.contacts import desk, organization_contacts
from sportello.pages.facts import Card, ContactFacts, Desk, Link
from sportello.pages.head import PageData, make_head
from sportello.pages.phrase import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.model import Organization, Program
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class ProgramRole:
    """What an organization does in a program; the edition when it is only in some.

    Attributes:
        role: in the program's words; None for its lead (see `lead`) and its funders (see `funder`).
    """

    program: Link
    edition: Phrase | None
    role: Phrase | None
    lead: bool = False
    funder: bool = False


@dataclass(frozen=True)
class OrganizationPage(PageData):
    """What an organization's page shows.

    Attributes:
        example: whether it is only an example of an organization.
        receives_requests: whether requests can be brought to it.
        confirmed: the day on which its numbers were confirmed, worded; None where that is not so.
    """

    kind: ClassVar[str] = "organization"
    short_name: str | None
    example: bool
    receives_requests: bool
    contacts: ContactFacts
    roles: tuple[ProgramRole, ...]
    services: tuple[Card, ...]
    desks: tuple[Desk, ...]
    confirmed: str | None


def make_organization(voice: Voice, record: Organization) -> OrganizationPage:
    """An organization's page."""
    catalogue, path = voice.catalogue, record.path
    services = (service for service in catalogue.services.values() if record.slug in service.providers)
    locations = (x for x in catalogue.locations.values() if x.organization == record.slug)
    return OrganizationPage(
        head=make_head(voice, record),
        short_name=record.short_name,
        example=record.example,
        receives_requests=record.receives_requests,
        contacts=organization_contacts(voice, record),
        roles=tuple(
            role for program in catalogue.programs.values() for role in _roles(voice, record, program)
        ),
        services=tuple(voice.card(service, path) for service in services),
        desks=tuple(desk(voice, location, path) for location in locations),
        confirmed=confirmed_on(voice, record),
    )


def _roles(voice: Voice, record: Organization, program: Program) -> Iterator[ProgramRole]:
    link = voice.link(program, record.path)
    if program.lead == record.slug:
        yield ProgramRole(link, None, None, lead=True)
    if program.funding and record.slug in program.funding.funders:
        yield ProgramRole(link, None, None, funder=True)
    for partner in program.partners:
        if partner.organization == record.slug:
            yield ProgramRole(link, None, voice.phrase(partner.role, program.path))
    for edition in program.editions:
        title = voice.phrase(edition.title, program.path)
        if edition.funding and record.slug in edition.funding.funders:
            yield ProgramRole(link, title, None, funder=True)
        for partner in edition.partners:
            if partner.organization == record.slug:
                yield ProgramRole(link, title, voice.phrase(partner.role, program.path))

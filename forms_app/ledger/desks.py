"""To whom a request may be passed on: only those whom the catalogue lets answer for its program or service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sportello.catalogue import Catalogue
from sportello.catalogue.model import Program, Service
from sportello.catalogue.parts import Answer


@dataclass(frozen=True)
class Desk:
    """An organization that receives requests, or one of its help desks."""

    organization: str
    """Its slug."""
    location: str | None
    """The slug of the desk, if the catalogue names one."""
    title: str

    @property
    def value(self) -> str:
        """What stands for it in a form."""
        return f"{self.organization}/{self.location}" if self.location else self.organization


def other_desks(
    catalogue: Catalogue, program: str | None, service: str | None, organization: str
) -> tuple[Desk, ...]:
    """Return the desks of other organizations that may get a request about a program or service, each once."""
    found = {
        desk.value: desk
        for answer in _answers(catalogue, program, service)
        if answer.organization != organization
        for desk in _desks(catalogue, answer)
    }
    return tuple(found.values())


def coordinator(catalogue: Catalogue, program: str | None, organization: str) -> str | None:
    """Return who is told when an organization does not answer: the program's lead, else the site's fallback."""
    found = catalogue.programs.get(program or "")
    lead = found.lead if found else None
    for slug in (lead, catalogue.site.options.fallback):
        if slug and slug != organization and _receives(catalogue, slug):
            return slug
    return None


def _answers(catalogue: Catalogue, program: str | None, service: str | None) -> Iterator[Answer]:
    about: tuple[Service | Program | None, ...] = (
        catalogue.services.get(service or ""),
        catalogue.programs.get(program or ""),
    )
    for record in about:
        if record is not None:
            yield from record.routes
    if isinstance(about[1], Program) and about[1].fallback:
        yield about[1].fallback
    if catalogue.site.options.fallback:
        yield Answer(organization=catalogue.site.options.fallback)


def _desks(catalogue: Catalogue, answer: Answer) -> Iterator[Desk]:
    if not _receives(catalogue, answer.organization):
        return
    title = catalogue.organizations[answer.organization].title
    if not answer.locations:
        yield Desk(answer.organization, None, title)
    for slug in answer.locations:
        yield Desk(answer.organization, slug, f"{title}, {catalogue.locations[slug].title}")


def _receives(catalogue: Catalogue, organization: str) -> bool:
    record = catalogue.organizations.get(organization)
    return record is not None and record.receives_requests

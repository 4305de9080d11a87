"""Who answers: from a program or service and a municipality to an organization and its help desks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sportello.catalogue.model import Program, Service
from sportello.catalogue.parts import Answer, RouteRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.catalogue import Catalogue
    from sportello.catalogue.model import Location, Municipality, Organization


class Because(StrEnum):
    """Why a route answers as it does, from the nearest rule to the widest."""

    SERVICE_RULE = "service_rule"
    PROGRAM_RULE = "program_rule"
    PROGRAM_FALLBACK = "program_fallback"
    SITE_FALLBACK = "site_fallback"


@dataclass(frozen=True)
class Route:
    """The organization that answers, and the desks among which a person may choose (the first is proposed)."""

    program: Program | None
    service: Service | None
    municipality: Municipality | None
    organization: Organization
    locations: tuple[Location, ...]
    because: Because

    @property
    def location(self) -> Location | None:
        """The proposed desk."""
        return self.locations[0] if self.locations else None


class NotServedError(Exception):
    """The program or service does not serve the municipality. Remedy: ask one of `programs`, which do.

    Attributes:
        programs: the programs that serve it, by title; empty when none does.
    """

    def __init__(self, programs: tuple[Program, ...]) -> None:
        """Keep who does serve it."""
        super().__init__()
        self.programs = programs


class NoRouteError(Exception):
    """Nobody answers: neither program nor site names an organization. Remedy: a `fallback` in `mkdocs.yml`."""


def find_route(
    catalogue: Catalogue, subject: Program | Service | None = None, municipality: Municipality | None = None
) -> Route:
    """The route for a topic and a place; either may be unknown.

    Without a topic, the only open program that serves the municipality answers, else the site's fallback.

    Raises:
        NotServedError: the topic is for other municipalities.
        NoRouteError: no rule and no fallback.
    """
    service = subject if isinstance(subject, Service) else None
    program = _program_of(catalogue, subject)
    if subject and municipality and not _serves(catalogue, subject, municipality):
        raise NotServedError(catalogue.programs_in(municipality))
    if subject is None and municipality:
        program = _only_open_program(catalogue, municipality)
    answer, because = _answer(catalogue, program, service, municipality)
    return Route(
        program,
        service,
        municipality,
        catalogue.organizations[answer.organization],
        tuple(catalogue.locations[slug] for slug in answer.locations),
        because,
    )


def all_routes(catalogue: Catalogue) -> Iterator[Route]:
    """Every route of the site: each program and service with each of its municipalities, then the site's fallback.

    A service is listed only where it answers differently from its program.
    """
    for program in catalogue.programs.values():
        for slug in program.municipalities:
            yield find_route(catalogue, program, catalogue.municipalities[slug])
    for service in catalogue.services.values():
        if service.routes or service.program is None:
            for slug in catalogue.municipalities_of(service):
                yield find_route(catalogue, service, catalogue.municipalities[slug])
    if catalogue.site.options.fallback:
        yield find_route(catalogue)


def _program_of(catalogue: Catalogue, subject: Program | Service | None) -> Program | None:
    if isinstance(subject, Service):
        return catalogue.programs[subject.program] if subject.program else None
    return subject


def _serves(catalogue: Catalogue, subject: Program | Service, municipality: Municipality) -> bool:
    return municipality.slug in catalogue.municipalities_of(subject)


def _only_open_program(catalogue: Catalogue, municipality: Municipality) -> Program | None:
    programs = [p for p in catalogue.programs_in(municipality) if catalogue.is_open(p)]
    return programs[0] if len(programs) == 1 else None


def _answer(
    catalogue: Catalogue, program: Program | None, service: Service | None, municipality: Municipality | None
) -> tuple[Answer, Because]:
    if service and (rule := _rule(service.routes, municipality)):
        return rule, Because.SERVICE_RULE
    if program and (rule := _rule(program.routes, municipality)):
        return rule, Because.PROGRAM_RULE
    if program and program.fallback:
        return program.fallback, Because.PROGRAM_FALLBACK
    if catalogue.site.options.fallback:
        return Answer(organization=catalogue.site.options.fallback), Because.SITE_FALLBACK
    raise NoRouteError


def _rule(rules: tuple[RouteRule, ...], municipality: Municipality | None) -> RouteRule | None:
    if municipality is None:
        return None
    return next((rule for rule in rules if municipality.slug in rule.municipalities), None)

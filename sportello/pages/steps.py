"""A program's path as ordered steps, as GOV.UK's step by step tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.catalogue.values import FormKind
from sportello.pages.facts import Forms, Link
from sportello.pages.phrase import Phrase
from sportello.pages.requests import program_forms

if TYPE_CHECKING:
    from sportello.catalogue.model import Program, Service
    from sportello.catalogue.parts import Step
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class StepFact:
    """A step that a person takes.

    Attributes:
        number: 1 for the first.
        name: the fragment of the program's page that leads to it (`passo-1`).
        services: what one finds in it; the page itself without address.
        forms: those of the program that one needs in it.
    """

    number: int
    name: str
    title: Phrase
    description: Phrase | None
    services: tuple[Link, ...]
    forms: Forms


@dataclass(frozen=True)
class ServicePath:
    """The path of which a service is a part.

    Attributes:
        current: the numbers of those in which one finds the service.
    """

    steps: tuple[StepFact, ...]
    current: tuple[int, ...]


def program_steps(voice: Voice, program: Program, seen_from: str) -> tuple[StepFact, ...]:
    """A program's path, as the page at `seen_from` shows it."""
    forms = program_forms(voice, program)
    return tuple(
        StepFact(
            number=number,
            name=f"passo-{number}",
            title=voice.phrase(step.title, program.path),
            description=voice.maybe(step.description, program.path),
            services=tuple(_service(voice, slug, seen_from) for slug in step.services),
            forms=_needed(step, forms),
        )
        for number, step in enumerate(program.steps, start=1)
    )


def service_path(voice: Voice, service: Service) -> ServicePath | None:
    """The path of a service's program, if one of its steps names the service."""
    program = voice.catalogue.programs[service.program] if service.program else None
    if program is None:
        return None
    current = tuple(
        number for number, step in enumerate(program.steps, start=1) if service.slug in step.services
    )
    return ServicePath(program_steps(voice, program, service.path), current) if current else None


def _service(voice: Voice, slug: str, seen_from: str) -> Link:
    service = voice.catalogue.services[slug]
    if service.path == seen_from:
        return Link(voice.title(service), "")
    return voice.link(service, seen_from)


def _needed(step: Step, forms: Forms) -> Forms:
    return Forms(
        open=forms.open,
        contact=forms.contact if FormKind.CONTACT in step.forms else None,
        appointment=forms.appointment if FormKind.APPOINTMENT in step.forms else None,
    )

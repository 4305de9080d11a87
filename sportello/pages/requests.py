"""Whether and where a request can be sent, and who answers it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from sportello.catalogue import NoRouteError, Route, find_route
from sportello.catalogue.values import FormKind
from sportello.pages.contacts import desk, organization_contacts
from sportello.pages.facts import Answers, Forms
from sportello.pages.phrase import Phrase
from sportello.pages.words import PROGRAM_CLOSED, SERVICE_CLOSED

if TYPE_CHECKING:
    from sportello.catalogue.model import Location, Municipality, Program, Service
    from sportello.pages.voice import Voice

CONTACT, APPOINTMENT, STATUS, CLARITY = "contatto", "appuntamento", "stato", "chiarezza/"


def program_forms(voice: Voice, program: Program, **chosen: str | None) -> Forms:
    """The forms of a program.

    Args:
        voice: the language.
        program: whose forms.
        chosen: what is chosen beside the program (`servizio`, `sportello`, `comune`).
    """
    if not program.forms:
        return Forms(open=False)
    if not voice.catalogue.is_open(program):
        return Forms(open=False, reason=_program_closed(voice, program))
    return _open(voice, program.forms, progetto=program.slug, **chosen)


def service_forms(voice: Voice, service: Service, **chosen: str | None) -> Forms:
    """The forms for a service: its program's, else a contact form that the site's fallback answers."""
    program = voice.catalogue.programs[service.program] if service.program else None
    if program and not voice.catalogue.is_open(program):
        return program_forms(voice, program)
    if not voice.catalogue.is_available(service):
        return Forms(open=False, reason=_service_closed(voice, service))
    if program:
        return program_forms(voice, program, servizio=service.slug, **chosen)
    return _open(voice, (FormKind.CONTACT,), servizio=service.slug, **chosen)


def location_forms(voice: Voice, location: Location) -> Forms:
    """The forms that lead to a desk: those of its programs that take requests."""
    programs = [voice.catalogue.programs[slug] for slug in location.programs]
    taking = [program for program in programs if voice.catalogue.is_open(program)]
    if programs and not taking:
        return program_forms(voice, programs[0])
    kinds = {kind for program in taking for kind in program.forms} or {FormKind.CONTACT, FormKind.APPOINTMENT}
    only = taking[0] if len(taking) == 1 else None
    here = voice.catalogue.municipalities[location.municipality]
    served = not only or here.slug in only.municipalities
    return _open(
        voice,
        kinds,
        progetto=only.slug if only else None,
        sportello=location.slug,
        comune=here.istat if served else None,
    )


def program_answers(voice: Voice, program: Program, seen_from: str) -> tuple[Answers, ...]:
    """Who answers in each of a program's municipalities; those with one answer stand together."""
    return _answers(voice, program, program.municipalities, seen_from)


def service_answers(voice: Voice, service: Service, seen_from: str) -> tuple[Answers, ...]:
    """Who answers in each municipality of a service; those with one answer stand together."""
    return _answers(voice, service, voice.catalogue.municipalities_of(service), seen_from)


def route_or_none(
    voice: Voice, subject: Program | Service | None, municipality: Municipality | None
) -> Route | None:
    """The route, or None where nobody answers: programs without forms need no route."""
    try:
        return find_route(voice.catalogue, subject, municipality)
    except NoRouteError:
        return None


def answers_of(voice: Voice, route: Route, municipalities: Iterable[Municipality], seen_from: str) -> Answers:
    """The people behind a route, for the municipalities that share it."""
    places = tuple(municipalities)
    return Answers(
        organization=voice.link(route.organization, seen_from),
        contacts=organization_contacts(voice, route.organization),
        desks=tuple(desk(voice, location, seen_from) for location in route.locations),
        because=route.because.value,
        municipalities=voice.links(places, seen_from),
        forms=_route_forms(voice, route, places[0].istat if len(places) == 1 else None),
    )


def _answers(
    voice: Voice, subject: Program | Service, slugs: Iterable[str], seen_from: str
) -> tuple[Answers, ...]:
    together: dict[tuple[object, ...], tuple[Route, list[Municipality]]] = {}
    for slug in slugs:
        municipality = voice.catalogue.municipalities[slug]
        route = route_or_none(voice, subject, municipality)
        if route:
            key = (route.organization.slug, tuple(x.slug for x in route.locations), route.because)
            together.setdefault(key, (route, []))[1].append(municipality)
    return tuple(answers_of(voice, route, places, seen_from) for route, places in together.values())


def _route_forms(voice: Voice, route: Route, istat: str | None) -> Forms:
    if route.service:
        return service_forms(voice, route.service, comune=istat)
    if route.program:
        return program_forms(voice, route.program, comune=istat)
    return _open(voice, (FormKind.CONTACT,), comune=istat)


def _open(voice: Voice, kinds: Collection[FormKind], **chosen: str | None) -> Forms:
    return Forms(
        open=True,
        contact=voice.forms.form(CONTACT, **chosen) if FormKind.CONTACT in kinds else None,
        appointment=voice.forms.form(APPOINTMENT, **chosen) if FormKind.APPOINTMENT in kinds else None,
    )


def _program_closed(voice: Voice, program: Program) -> Phrase:
    if program.closed_reason:
        return voice.phrase(program.closed_reason, program.path)
    return Phrase(voice.translator.gettext(PROGRAM_CLOSED[program.status]))


def _service_closed(voice: Voice, service: Service) -> Phrase:
    if service.status_reason:
        return voice.phrase(service.status_reason, service.path)
    return Phrase(voice.translator.gettext(SERVICE_CLOSED[service.status]))

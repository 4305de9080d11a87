"""A municipality's page: what there is for the people who live there, and who answers them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from sportello.pages.cards import by_date, event_card
from sportello.pages.contacts import desk
from sportello.pages.event import is_over
from sportello.pages.facts import Answers, Card, Desk, Status
from sportello.pages.head import Head, PageData, make_head
from sportello.pages.nearest import NearDesk, nearest_desks
from sportello.pages.phrase import Phrase
from sportello.pages.requests import answers_of, route_or_none
from sportello.pages.words import program_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue import Route
    from sportello.catalogue.model import Event, Municipality, Program, Service
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class Offer:
    """What one program, or a service of its own, gives the people of a municipality.

    Attributes:
        program: None for a service without a program.
        status: the program's.
        services: those that these people answer for.
        answers: who answers, with forms for this municipality; None when nobody does.
    """

    program: Card | None
    status: Status | None
    services: tuple[Card, ...]
    answers: Answers | None


@dataclass(frozen=True)
class MunicipalityPage(PageData):
    """What a municipality's page shows.

    Attributes:
        contact: absolute path of the contact form with the municipality chosen and the topic left open.
        offers: who answers for what; programs first, services with answers of their own behind their program.
        services: all services for its people, by title.
        desks: the help desks that stand in it.
        nearest: where its people go when none does.
        events: what will take place in it, or belongs to a program that serves it; the next first.
    """

    kind: ClassVar[str] = "municipality"
    istat: str
    province: str
    contact: str
    offers: tuple[Offer, ...]
    services: tuple[Card, ...]
    desks: tuple[Desk, ...]
    nearest: tuple[NearDesk, ...]
    events: tuple[Card, ...]


def make_municipality(voice: Voice, record: Municipality) -> MunicipalityPage:
    """A municipality's page."""
    catalogue, path = voice.catalogue, record.path
    locations = (x for x in catalogue.locations.values() if x.municipality == record.slug)
    return MunicipalityPage(
        head=_head(voice, record),
        istat=record.istat,
        province=record.province,
        contact=voice.forms.form("contatto", comune=record.istat),
        offers=tuple(_offers(voice, record)),
        services=tuple(
            voice.card(service, path) for service in voice.by_title(catalogue.services_in(record))
        ),
        desks=tuple(desk(voice, location, path) for location in locations),
        nearest=nearest_desks(voice, record),
        events=_events(voice, record),
    )


def _head(voice: Voice, record: Municipality) -> Head:
    head = make_head(voice, record)
    said = voice.translator.gettext("Che cosa c'è per chi abita a %(name)s, e chi ti risponde.")
    return replace(
        head,
        summary=head.summary or Phrase(said % {"name": head.title.text}),
        keywords="; ".join(filter(None, (head.keywords, *record.spellings))) or None,
    )


def _offers(voice: Voice, record: Municipality) -> Iterator[Offer]:
    services = voice.by_title(voice.catalogue.services_in(record))
    for program in voice.by_title(voice.catalogue.programs_in(record)):
        theirs = [service for service in services if service.program == program.slug]
        own = [service for service in theirs if _has_own_rule(service, record)]
        common = [service for service in theirs if service not in own]
        yield _offer(voice, record, program, common, route_or_none(voice, program, record))
        for service in own:
            yield _offer(voice, record, program, [service], route_or_none(voice, service, record))
    served = {program.slug for program in voice.catalogue.programs_in(record)}
    for service in services:
        if service.program not in served:
            yield _offer(voice, record, None, [service], route_or_none(voice, service, record))


def _has_own_rule(service: Service, record: Municipality) -> bool:
    return any(record.slug in rule.municipalities for rule in service.routes)


def _offer(
    voice: Voice, record: Municipality, program: Program | None, services: list[Service], route: Route | None
) -> Offer:
    return Offer(
        program=voice.card(program, record.path) if program else None,
        status=program_status(program.status, voice.translator.gettext) if program else None,
        services=tuple(voice.card(service, record.path) for service in services),
        answers=answers_of(voice, route, (record,), record.path) if route else None,
    )


def _events(voice: Voice, record: Municipality) -> tuple[Card, ...]:
    programs = {program.slug for program in voice.catalogue.programs_in(record)}
    coming = [event for event in voice.catalogue.events.values() if not is_over(voice, event)]
    here = [event for event in coming if _is_for(voice, event, record, programs)]
    return tuple(event_card(voice, event, record.path) for event in by_date(here, voice.today))


def _is_for(voice: Voice, event: Event, record: Municipality, programs: set[str]) -> bool:
    place = event.municipality
    if place is None and event.location:
        place = voice.catalogue.locations[event.location].municipality
    return place == record.slug or (place is None and event.program in programs)

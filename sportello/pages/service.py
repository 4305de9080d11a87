"""A service's page, with the entries of Designers Italia's service sheet (Modello Comuni)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sportello.catalogue.facets import Facet
from sportello.pages.access import Access, service_access
from sportello.pages.choosing import choice_href
from sportello.pages.contacts import contact_facts, desk
from sportello.pages.facts import Answers, Card, ContactFacts, Desk, Forms, Link, Status
from sportello.pages.head import PageData, make_head
from sportello.pages.phrase import Phrase
from sportello.pages.requests import service_answers, service_forms
from sportello.pages.standing import service_standing
from sportello.pages.steps import ServicePath, service_path
from sportello.pages.words import COSTS, LIFE_EVENTS

if TYPE_CHECKING:
    from sportello.catalogue.model import Service
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class ServicePage(PageData):
    """What a service's page shows.

    Attributes:
        needs: the needs that it meets, as links to the pages of all services that do.
        status: as open data says it: a service cannot be had longer than its program runs.
        status_reason: why it is not active.
        program: the program that offers it, if any.
        answers: who answers, grouped; see `Answers`.
        access: the same by municipality.
        way: its program's path, where it is a part of it; else None.
    """

    kind: ClassVar[str] = "service"
    status: Status
    status_reason: Phrase | None
    category: Phrase | None
    forms: Forms
    needs: tuple[Link, ...]
    program: Card | None
    eligibility: tuple[Phrase, ...]
    not_eligible: tuple[Phrase, ...]
    application_process: tuple[Phrase, ...]
    required_documents: tuple[Phrase, ...]
    outcome: tuple[Phrase, ...]
    schedule: Phrase | None
    fees: Phrase | None
    conditions: tuple[Phrase, ...]
    providers: tuple[Link, ...]
    desks: tuple[Desk, ...]
    municipalities: tuple[Link, ...]
    answers: tuple[Answers, ...]
    access: tuple[Access, ...]
    contacts: ContactFacts
    topics: tuple[Phrase, ...]
    way: ServicePath | None


def make_service(voice: Voice, record: Service) -> ServicePage:
    """A service's page."""
    path, catalogue = record.path, voice.catalogue
    status, reason = service_standing(voice, record)
    return ServicePage(
        head=make_head(voice, record),
        status=status,
        status_reason=reason,
        category=voice.maybe(record.category, path),
        forms=service_forms(voice, record),
        needs=_needs(voice, record),
        program=voice.card(catalogue.programs[record.program], path) if record.program else None,
        eligibility=voice.phrases(record.eligibility, path),
        not_eligible=voice.phrases(record.not_eligible, path),
        application_process=voice.phrases(record.application_process, path),
        required_documents=voice.phrases(record.required_documents, path),
        outcome=voice.phrases(record.outcome, path),
        schedule=voice.maybe(record.schedule, path),
        fees=_fees(voice, record),
        conditions=voice.phrases(record.conditions, path),
        providers=voice.links((catalogue.organizations[slug] for slug in record.providers), path),
        desks=tuple(desk(voice, catalogue.locations[slug], path) for slug in record.locations),
        municipalities=voice.links(
            (catalogue.municipalities[slug] for slug in catalogue.municipalities_of(record)), path
        ),
        answers=service_answers(voice, record, path),
        access=service_access(voice, record),
        contacts=contact_facts(voice, record.contacts, path),
        topics=voice.phrases(record.topics, path),
        way=service_path(voice, record),
    )


def _needs(voice: Voice, record: Service) -> tuple[Link, ...]:
    found = ((need, choice_href(voice, Facet.NEED, need, record.path)) for need in record.life_events)
    return tuple(
        Link(Phrase(voice.translator.gettext(LIFE_EVENTS[need])), href) for need, href in found if href
    )


def _fees(voice: Voice, record: Service) -> Phrase | None:
    """The editor's words; else whether it is free."""
    if record.fees or record.cost is None:
        return voice.maybe(record.fees, record.path)
    return Phrase(voice.translator.gettext(COSTS[record.cost]))

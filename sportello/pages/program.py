"""A program's page: what it is, whom it serves, who answers, how it goes, who pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sportello.pages.cards import by_date, event_card, newest_first, news_card
from sportello.pages.contacts import contact_facts, desk
from sportello.pages.facts import Answers, Card, ContactFacts, Desk, Forms, FundingFacts, Link, Part, Status
from sportello.pages.funding import funding_facts
from sportello.pages.head import PageData, make_head
from sportello.pages.phrase import Phrase
from sportello.pages.printed import PrintLink, print_links
from sportello.pages.requests import program_answers, program_forms
from sportello.pages.steps import StepFact, program_steps
from sportello.pages.subscriptions import subscription
from sportello.pages.words import program_status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sportello.catalogue.model import Program
    from sportello.catalogue.parts import Edition, Milestone, Partner
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class MilestoneFact:
    """A point of the timeline.

    Attributes:
        when: in the editor's words, else the date as far as known, else None.
        event: the page of the event, if it has one.
    """

    title: Phrase
    when: Phrase | None
    description: Phrase | None
    event: Link | None


@dataclass(frozen=True)
class EditionFacts:
    """One run of a program."""

    title: Phrase
    period: str | None
    status: Status
    summary: Phrase | None
    eligibility: tuple[Phrase, ...]
    offers: tuple[Phrase, ...]
    targets: tuple[Phrase, ...]
    partners: tuple[Part, ...]
    funding: FundingFacts | None
    contacts: ContactFacts


@dataclass(frozen=True)
class ProgramPage(PageData):
    """What a program's page shows.

    Attributes:
        closed_reason: for an ended program, why; shown also where its forms are open all the same.
        see_instead: for an ended program, what exists now.
        answers: who answers, grouped; see `Answers`.
        calendar: relative address of its iCalendar file, or None when it has no events.
        subscription: the same for a calendar program to keep up with; None also for a site without an address.
    """

    kind: ClassVar[str] = "program"
    status: Status
    forms: Forms
    closed_reason: Phrase | None
    see_instead: tuple[Card, ...]
    period: str | None
    duration: Phrase | None
    eligibility: tuple[Phrase, ...]
    targets: tuple[Phrase, ...]
    fees: Phrase | None
    lead: Link | None
    partners: tuple[Part, ...]
    funding: FundingFacts | None
    steps: tuple[StepFact, ...]
    milestones: tuple[MilestoneFact, ...]
    editions: tuple[EditionFacts, ...]
    services: tuple[Card, ...]
    municipalities: tuple[Link, ...]
    answers: tuple[Answers, ...]
    desks: tuple[Desk, ...]
    events: tuple[Card, ...]
    news: tuple[Card, ...]
    calendar: str | None
    subscription: str | None
    contacts: ContactFacts
    to_print: tuple[PrintLink, ...]


def make_program(voice: Voice, record: Program) -> ProgramPage:
    """A program's page."""
    path, catalogue = record.path, voice.catalogue
    events = [event for event in catalogue.events.values() if event.program == record.slug]
    news = [item for item in catalogue.news.values() if record.slug in item.programs]
    return ProgramPage(
        head=make_head(voice, record),
        status=program_status(record.status, voice.translator.gettext),
        forms=program_forms(voice, record),
        closed_reason=voice.maybe(record.closed_reason, path),
        see_instead=_see_instead(voice, record),
        period=voice.wording.period(record.period),
        duration=voice.maybe(record.duration, path),
        eligibility=voice.phrases(record.eligibility, path),
        targets=voice.phrases(record.targets, path),
        fees=voice.maybe(record.fees, path),
        lead=voice.link(catalogue.organizations[record.lead], path) if record.lead else None,
        partners=_parts(voice, record.partners, path),
        funding=funding_facts(voice, record.funding, path),
        steps=program_steps(voice, record, path),
        milestones=tuple(_milestone(voice, milestone, path) for milestone in record.milestones),
        editions=tuple(_edition(voice, edition, path) for edition in record.editions),
        services=tuple(
            voice.card(service, path) for service in voice.by_title(catalogue.services_of(record))
        ),
        municipalities=voice.links((catalogue.municipalities[slug] for slug in record.municipalities), path),
        answers=program_answers(voice, record, path),
        desks=tuple(
            desk(voice, location, path) for location in voice.by_title(catalogue.locations_of(record))
        ),
        events=tuple(event_card(voice, e, path) for e in by_date(events, voice.today)),
        news=tuple(news_card(voice, n, path) for n in newest_first(news)),
        calendar=f"../{record.slug}.ics" if events else None,
        subscription=subscription(voice, record) if events else None,
        contacts=contact_facts(voice, record.contacts, path),
        to_print=print_links(voice, path),
    )


def _see_instead(voice: Voice, record: Program) -> tuple[Card, ...]:
    pages = voice.catalogue.pages
    return tuple(voice.card(pages[path], record.path) for path in record.see_instead if path in pages)


def _parts(voice: Voice, partners: Iterable[Partner], path: str) -> tuple[Part, ...]:
    organizations = voice.catalogue.organizations
    return tuple(
        Part(voice.link(organizations[p.organization], path), voice.phrase(p.role, path)) for p in partners
    )


def _milestone(voice: Voice, milestone: Milestone, path: str) -> MilestoneFact:
    when = voice.maybe(milestone.when, path)
    if when is None and milestone.date:
        when = Phrase(voice.wording.when(milestone.date))
    event = voice.catalogue.events.get(milestone.event or "")
    return MilestoneFact(
        title=voice.phrase(milestone.title, path),
        when=when,
        description=voice.maybe(milestone.description, path),
        event=voice.link(event, path) if event else None,
    )


def _edition(voice: Voice, edition: Edition, path: str) -> EditionFacts:
    return EditionFacts(
        title=voice.phrase(edition.title, path),
        period=voice.wording.period(edition.period),
        status=program_status(edition.status, voice.translator.gettext),
        summary=voice.maybe(edition.summary, path),
        eligibility=voice.phrases(edition.eligibility, path),
        offers=voice.phrases(edition.offers, path),
        targets=voice.phrases(edition.targets, path),
        partners=_parts(voice, edition.partners, path),
        funding=funding_facts(voice, edition.funding, path),
        contacts=contact_facts(voice, edition.contacts, path),
    )

"""The page of a choice: the services of one value of a facet, or the values of a facet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

from sportello.catalogue.choices import FOLDERS, address_of, choice_path
from sportello.catalogue.facets import Facet, Found
from sportello.catalogue.values import LifeEvent
from sportello.pages.choosing import FACETS, Choices, choices, in_order, service_card, value_title
from sportello.pages.facts import Answers, Card, Forms, Group, Link, PhoneFact
from sportello.pages.head import Head, PageData, make_head
from sportello.pages.helping import fallback_phones, who_answers
from sportello.pages.phrase import Phrase
from sportello.pages.requests import CONTACT
from sportello.pages.voice import FRONT_PAGE
from sportello.pages.words import LIFE_EVENTS, life_event_name

if TYPE_CHECKING:
    from sportello.catalogue.choices import Choice
    from sportello.catalogue.model import Service
    from sportello.pages.voice import Voice

MOST_UNSURE = 24
"""Services of which something is not known that stand on a value's page; where there are more, a link leads to them."""


@dataclass(frozen=True)
class ChoicePage(PageData):
    """What the page of a choice shows.

    Attributes:
        values: the values to choose from, on a facet's own page; else None.
        count: how many services are sure to fit.
        groups: these services; in a municipality by need, a service under each of its needs.
        places: on a need's page the municipalities where something meets it, each leading to that part of its page.
        unsure: services that may fit: the catalogue does not know.
        unsure_count: how many those are, with those that do not stand here.
        unsure_href: the page where the rest of them stand, or None.
        filters: the directory with this choice made, where a script can add others.
        forms: the contact form with the municipality chosen.
        phones: of the organization that answers where no program does.
        answers: who answers in the municipality.
    """

    kind: ClassVar[str] = "choice"
    values: Choices | None
    count: int
    groups: tuple[Group, ...]
    places: Choices | None
    unsure: tuple[Card, ...]
    unsure_count: int
    unsure_href: str | None
    filters: str
    forms: Forms
    phones: tuple[PhoneFact, ...]
    answers: tuple[Answers, ...]


def make_choice(voice: Voice, record: Choice) -> ChoicePage:
    """The page of a value, or of a facet where no value is chosen."""
    facet, value, directory = record.facet, record.value, voice.service_directory or FRONT_PAGE
    facets = voice.catalogue.facets
    found = facets.find({facet: value}) if value else Found((), facets.open_in(facet))
    place = voice.catalogue.municipalities[value] if value and facet is Facet.MUNICIPALITY else None
    query = f"?{urlencode({FOLDERS[facet]: address_of(value)})}" if value else ""
    unsure = voice.by_title(found.unsure)
    is_short = value is None or len(unsure) <= MOST_UNSURE
    return ChoicePage(
        head=_head(voice, record, directory),
        values=None if value else choices(voice, facet, record.path),
        count=len(found.sure),
        groups=tuple(_groups(voice, voice.by_title(found.sure), record)),
        places=_places(voice, value, found.sure, record.path) if facet is Facet.NEED and value else None,
        unsure=tuple(service_card(voice, service, record.path) for service in unsure) if is_short else (),
        unsure_count=len(unsure),
        unsure_href=None if is_short else voice.href(choice_path(directory, facet), record.path),
        filters=voice.href(directory, record.path) + query,
        forms=Forms(open=True, contact=voice.forms.form(CONTACT, comune=place.istat if place else None)),
        phones=fallback_phones(voice),
        answers=who_answers(voice, place, record.path) if place else (),
    )


def _head(voice: Voice, record: Choice, directory: str) -> Head:
    gettext, facet = voice.translator.gettext, record.facet
    title = gettext(FACETS[facet])
    above = [page for page in (FRONT_PAGE, directory) if page in voice.catalogue.pages]
    crumbs = list(voice.links((voice.catalogue.pages[page] for page in above), record.path))
    if record.value:
        crumbs.append(Link(Phrase(title), voice.href(choice_path(directory, facet), record.path)))
        title = _title(voice, facet, record.value)
    return replace(
        make_head(voice, record),
        title=Phrase(title),
        summary=Phrase(gettext("Che cosa puoi chiedere, e chi ti risponde.")),
        breadcrumbs=tuple(crumbs),
    )


def _title(voice: Voice, facet: Facet, value: str) -> str:
    gettext, name = voice.translator.gettext, value_title(voice, facet, value).text
    if facet is Facet.NEED:
        return name
    if facet is Facet.MUNICIPALITY:
        return gettext("Servizi per chi abita a %(name)s") % {"name": name}
    # Translators: a filter and its value: «Lingua parlata: arabo».
    return gettext("%(filter)s: %(value)s") % {"filter": gettext(FACETS[facet]), "value": name}


def _groups(voice: Voice, services: Iterable[Service], record: Choice) -> Iterator[Group]:
    """One group; in a municipality one for each need, so that both together have an address."""
    cards = {service.slug: service_card(voice, service, record.path) for service in services}
    if record.facet is not Facet.MUNICIPALITY:
        yield from [Group("servizi", None, tuple(cards.values()))] if cards else []
        return
    needs = {slug: voice.catalogue.services[slug].life_events for slug in cards}
    for need in LifeEvent:
        meeting = tuple(card for slug, card in cards.items() if need in needs[slug])
        if meeting:
            yield Group(life_event_name(need), voice.translator.gettext(LIFE_EVENTS[need]), meeting)
    rest = tuple(card for slug, card in cards.items() if not needs[slug])
    if rest:
        yield Group("others", voice.translator.gettext("Altri servizi"), rest)


def _places(voice: Voice, need: str, services: Iterable[Service], path: str) -> Choices:
    found = choices(voice, Facet.MUNICIPALITY, path, services)
    values = (
        replace(value, href=f"{value.href}#{address_of(need)}") for value in found.values if value.count
    )
    return replace(found, values=in_order(voice, Facet.MUNICIPALITY, values))

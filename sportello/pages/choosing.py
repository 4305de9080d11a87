"""The words and addresses of the choices by which people find services, and how many each finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.catalogue.choices import FOLDERS, address_of, choice_path
from sportello.catalogue.facets import DAYS, Facet
from sportello.catalogue.values import Audience, Cost, LifeEvent, ServiceStatus, Way
from sportello.pages.phrase import Phrase
from sportello.pages.standing import service_standing
from sportello.pages.wording import weekday_names
from sportello.pages.words import AUDIENCES, COSTS, LIFE_EVENTS, N_, WAYS

if TYPE_CHECKING:
    from sportello.catalogue.model import Service
    from sportello.pages.facts import Card
    from sportello.pages.voice import Voice

FACETS: Mapping[Facet, str] = {
    Facet.NEED: N_("Di che cosa hai bisogno?"),
    Facet.MUNICIPALITY: N_("Il tuo comune"),
    Facet.AUDIENCE: N_("Pensato soprattutto per"),
    Facet.WAY: N_("Come chiedere"),
    Facet.COST: N_("Quanto costa"),
    Facet.LANGUAGE: N_("Lingua parlata"),
    Facet.DAY: N_("Giorno di apertura"),
}
BY_NAME = frozenset((Facet.MUNICIPALITY, Facet.LANGUAGE))
"""Facets whose values have no order but that of their names."""


@dataclass(frozen=True)
class Value:
    """A value that one can choose.

    Attributes:
        name: as it stands in addresses (`lost-job`).
        href: its page.
        count: how many services are sure to fit.
    """

    name: str
    title: Phrase
    href: str
    count: int


@dataclass(frozen=True)
class Choices:
    """A facet with its values.

    Attributes:
        name: as it stands in addresses (`bisogno`).
    """

    name: str
    title: str
    values: tuple[Value, ...]


def all_choices(voice: Voice, seen_from: str) -> tuple[Choices, ...]:
    """Every facet of which some service has a value, seen from the page at a path."""
    made = (choices(voice, facet, seen_from) for facet in Facet)
    return tuple(choice for choice in made if choice.values)


def choices(voice: Voice, facet: Facet, seen_from: str, services: Iterable[Service] | None = None) -> Choices:
    """A facet's values.

    Args:
        voice: the language.
        facet: which.
        seen_from: the path of the page that links to them.
        services: those that are counted; all by default.
    """
    counted = voice.catalogue.services.values() if services is None else services
    known = voice.catalogue.facets.known[facet]
    counts = dict.fromkeys(voice.catalogue.facets.values[facet], 0)
    for service in counted:
        for value in known[service.slug].values:
            counts[value] += 1
    values = (
        Value(
            address_of(value), value_title(voice, facet, value), _href(voice, facet, value, seen_from), count
        )
        for value, count in counts.items()
    )
    title = voice.translator.gettext(FACETS[facet])
    return Choices(FOLDERS[facet], title, in_order(voice, facet, values))


def in_order(voice: Voice, facet: Facet, values: Iterable[Value]) -> tuple[Value, ...]:
    """Values as people look for them."""
    key = voice.sort_key
    found = tuple(values)
    return tuple(sorted(found, key=lambda value: key(value.title.text))) if facet in BY_NAME else found


def value_title(voice: Voice, facet: Facet, value: str) -> Phrase:
    """What a value is called."""
    if facet is Facet.MUNICIPALITY:
        return voice.title(voice.catalogue.municipalities[value])
    return Phrase(_WORDS[facet](voice, value))


def choice_href(voice: Voice, facet: Facet, value: str, seen_from: str) -> str | None:
    """The address of a value's page seen from another; None where there is no directory, or nothing of that value."""
    if voice.service_directory is None or value not in voice.catalogue.facets.values[facet]:
        return None
    return _href(voice, facet, value, seen_from)


def service_card(voice: Voice, service: Service, path: str) -> Card:
    """A service as it stands in lists, with its status where that is not the usual one."""
    return voice.card(service, path, status_note(voice, service))


def status_note(voice: Voice, service: Service) -> str | None:
    """The word for a service that cannot be had now."""
    status, _reason = service_standing(voice, service)
    return None if status.code == ServiceStatus.ACTIVE else status.word


def _href(voice: Voice, facet: Facet, value: str, seen_from: str) -> str:
    return voice.href(choice_path(voice.service_directory or "", facet, value), seen_from)


def _day(voice: Voice, value: str) -> str:
    name = weekday_names(voice.wording.locale)[DAYS.index(value)]
    return name[0].upper() + name[1:]


_WORDS: Mapping[Facet, Callable[[Voice, str], str]] = {
    Facet.NEED: lambda voice, value: voice.translator.gettext(LIFE_EVENTS[LifeEvent(value)]),
    Facet.AUDIENCE: lambda voice, value: voice.translator.gettext(AUDIENCES[Audience(value)]),
    Facet.WAY: lambda voice, value: voice.translator.gettext(WAYS[Way(value)]),
    Facet.COST: lambda voice, value: voice.translator.gettext(COSTS[Cost(value)]),
    Facet.LANGUAGE: lambda voice, value: voice.wording.language(value),
    Facet.DAY: _day,
}

"""Whom people can turn to where no service is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.pages.contacts import organization_contacts
from sportello.pages.requests import answers_of, route_or_none

if TYPE_CHECKING:
    from sportello.catalogue.model import Municipality
    from sportello.pages.facts import Answers, PhoneFact
    from sportello.pages.voice import Voice


def fallback_phones(voice: Voice) -> tuple[PhoneFact, ...]:
    """Whom to ring when it is not clear whom: the organization that answers where no program does."""
    organization = voice.catalogue.organizations.get(voice.catalogue.site.options.fallback or "")
    return organization_contacts(voice, organization).phones if organization else ()


def who_answers(voice: Voice, place: Municipality, path: str) -> tuple[Answers, ...]:
    """Whoever answers for a program in a municipality; else whoever answers where no program does."""
    programs = voice.by_title(voice.catalogue.programs_in(place))
    routes = [route for program in programs if (route := route_or_none(voice, program, place))]
    fallback = None if routes else route_or_none(voice, None, place)
    answering = {route.organization.slug: route for route in (*routes, *([fallback] if fallback else []))}
    return tuple(answers_of(voice, route, (place,), path) for route in answering.values())


def phones_in(voice: Voice, place: Municipality, path: str) -> tuple[PhoneFact, ...]:
    """The numbers of those who answer in a municipality: of each its own, else those of the desk it proposes."""
    return tuple(
        phone
        for answers in who_answers(voice, place, path)
        for phone in answers.contacts.phones or (answers.desks[0].phones if answers.desks else ())
    )

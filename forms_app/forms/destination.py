"""To whom a request goes: always worked out again by the catalogue, from a topic and a place."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.errors import TextRefusedError
from forms_app.forms.texts import printable, read_place
from forms_app.forms.topics import Subject
from sportello.catalogue import Catalogue, NoRouteError, NotServedError, Route, find_route
from sportello.catalogue.model import Location, Municipality, Organization, Program
from sportello.catalogue.parts import Contacts, Phone

ELSEWHERE = "altrove"
"""In an address instead of a municipality: the person lives in one that the site does not have."""


@dataclass(frozen=True)
class Destination:
    """What is known of the way that a request takes.

    Attributes:
        subject: what it is about; None when the person does not know.
        typed: the place as typed.
        municipality: the one meant; None when none was typed or none is known by that name.
        route: who answers; None when place and topic do not fit.
        served_by: when the topic is not for the place: the programs that are.
        similar: when the place is unknown: those that are called nearly so.
    """

    subject: Subject | None
    typed: str
    municipality: Municipality | None
    route: Route | None
    served_by: tuple[Program, ...] = ()
    similar: tuple[Municipality, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether something was typed that is no place of ours."""
        return bool(self.typed) and self.municipality is None

    @property
    def is_not_served(self) -> bool:
        """Whether the topic is for the people of other places."""
        return self.municipality is not None and self.route is None


def find_destination(catalogue: Catalogue, subject: Subject | None, place: str) -> Destination:
    """Work out where a request goes; what does not fit is told, never raised."""
    try:
        typed = read_place(place)
    except TextRefusedError:
        return Destination(subject, printable(place), None, None)
    municipality = catalogue.find_municipality(typed) if typed else None
    if typed and municipality is None:
        return Destination(subject, typed, None, None, similar=catalogue.similar_municipalities(typed))
    return _routed(catalogue, subject, typed, municipality)


def _routed(
    catalogue: Catalogue, subject: Subject | None, typed: str, place: Municipality | None
) -> Destination:
    if subject and place is None:
        return Destination(subject, typed, None, None)
    try:
        return Destination(subject, typed, place, find_route(catalogue, subject, place))
    except NotServedError as error:
        served_by = tuple(program for program in error.programs if catalogue.is_open(program))
        return Destination(subject, typed, place, None, served_by)
    except NoRouteError:
        return Destination(subject, typed, place, None)


def contacts_of(organization: Organization, location: Location | None) -> Contacts:
    """How to reach those who answer: at the desk if it has contacts of its own."""
    return location.contacts if location and location.contacts else organization.contacts


def main_phone(organization: Organization, location: Location | None) -> Phone | None:
    """The number to call when the form does not work."""
    phones = contacts_of(organization, location).phones
    return phones[0] if phones else None

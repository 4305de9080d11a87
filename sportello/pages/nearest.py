"""The desks to which the people of a municipality without one go."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.units import format_unit

from sportello.pages.contacts import desk
from sportello.pages.facts import Desk
from sportello.pages.requests import route_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sportello.catalogue import Route
    from sportello.catalogue.model import Location, Municipality, Program, Service
    from sportello.catalogue.values import Point
    from sportello.pages.voice import Voice

EARTH = 6371.0
"""Its mean radius in kilometres."""


@dataclass(frozen=True)
class NearDesk:
    """A desk in another municipality.

    Attributes:
        distance: how far it is as the crow flies, worded; None where it is not known.
    """

    desk: Desk
    distance: str | None


def nearest_desks(voice: Voice, record: Municipality) -> tuple[NearDesk, ...]:
    """The nearest of the desks that answer here, where the points are known; else those that the routes propose.

    None for a municipality with a desk of its own.
    """
    locations = voice.catalogue.locations.values()
    if any(location.municipality == record.slug for location in locations):
        return ()
    routes = _routes(voice, record)
    if record.coordinates:
        answering = _once(location for route in routes for location in route.locations)
        known = [(kilometres(record.coordinates, x.coordinates), x) for x in answering if x.coordinates]
        if known:
            distance, found = min(known, key=lambda pair: pair[0])
            return (NearDesk(desk(voice, found, record.path), _worded(voice, distance)),)
    proposed = _once(route.location for route in routes if route.location)
    return tuple(NearDesk(desk(voice, location, record.path), None) for location in proposed)


def kilometres(one: Point, other: Point) -> float:
    """How far two points are from each other on a sphere of the Earth's size."""
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, chord)))


def _routes(voice: Voice, record: Municipality) -> list[Route]:
    catalogue = voice.catalogue
    subjects: list[Program | Service] = [*catalogue.programs_in(record), *catalogue.services_in(record)]
    return [route for subject in subjects if (route := route_or_none(voice, subject, record))]


def _once(locations: Iterable[Location]) -> list[Location]:
    return list({location.path: location for location in locations}.values())


def _worded(voice: Voice, distance: float) -> str:
    number = max(1, round(distance))
    return format_unit(number, "length-kilometer", "long", locale=voice.wording.locale)

"""The help desks on the map, as GeoJSON (RFC 7946): those whose coordinates the catalogue knows, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sportello.open_data.api import as_json
from sportello.open_data.entity import Entity, entity
from sportello.open_data.identity import Identities
from sportello.open_data.places import page_address

if TYPE_CHECKING:
    from sportello.catalogue.model import Location
    from sportello.catalogue.values import Point
    from sportello.pages.voice import Voice


def map_files(voice: Voice) -> Iterator[tuple[str, bytes]]:
    """The one file's path below the language's root, and what stands in it."""
    features = [
        _feature(voice, desk, desk.coordinates)
        for desk in voice.catalogue.locations.values()
        if desk.coordinates
    ]
    yield "dati/sportelli.geojson", as_json({"type": "FeatureCollection", "features": features})


def _feature(voice: Voice, desk: Location, point: Point) -> Entity:
    return {
        "type": "Feature",
        "id": Identities(voice.catalogue.site.url).of(desk),
        "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
        "properties": entity(
            name=voice.title(desk).text,
            url=page_address(voice, desk.path),
            municipality=voice.catalogue.municipalities[desk.municipality].title,
            address=desk.address,
            postal_code=desk.postal_code,
        ),
    }

"""Where the people of a municipality without a desk go, and what takes place there next."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue.record import Record
from sportello.catalogue.values import Point
from sportello.pages.make import make_page
from sportello.pages.municipality import MunicipalityPage
from sportello.pages.nearest import EARTH, kilometres
from sportello.pages.render import make_renderer

from .voices import CASALASCO, record, voice

POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
FAR = record(
    "sportelli/far.md", "location", title="Lontano", organization="mestieri", municipality="casalmaggiore"
)


def near(town: str | None, desk: str | None, far: str | None) -> tuple[Record, ...]:
    """Tornata, whose program proposes «far» before «desk», with the points that are known."""
    fields: dict[str, dict[str, object]] = {
        "comuni/tornata.md": {"coordinates": town},
        "sportelli/desk.md": {"coordinates": desk},
        "sportelli/far.md": {"coordinates": far},
        "progetti/activity.md": {"fallback": {"organization": "mestieri", "locations": ["far", "desk"]}},
    }
    return tuple(_with(known, fields.get(known.path, {})) for known in (*CASALASCO, FAR))


def _with(known: Record, fields: dict[str, object]) -> Record:
    return type(known).model_validate({**known.__dict__, **fields})


def page(*records: Record, town: str = "tornata") -> MunicipalityPage:
    speaker = voice(*records)
    made = make_page(speaker, speaker.catalogue.pages[f"comuni/{town}.md"])
    assert isinstance(made, MunicipalityPage)
    return made


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (
            near("45.1000, 10.4000", "45.1000, 10.5000", "45.1000, 10.9000"),
            [("Sportello di Gussola", "8 chilometri")],
        ),
        (near("45.1000, 10.4000", None, "45.1000, 10.9000"), [("Lontano", "39 chilometri")]),
        (near("45.1000, 10.4000", None, None), [("Lontano", None)]),
        (near(None, "45.1000, 10.5000", "45.1000, 10.9000"), [("Lontano", None)]),
    ],
)
def test_the_nearest_desk_by_points_or_the_one_proposed(
    records: tuple[Record, ...], expected: list[tuple[str, str | None]]
) -> None:
    found = page(*records)
    assert [(item.desk.title.text, item.distance) for item in found.nearest] == expected
    shown = make_renderer(voice(*records)).render(found).frame
    assert ("in linea d'aria" in shown) == (expected[0][1] is not None)


def test_a_municipality_with_a_desk_has_no_nearer_one() -> None:
    found = page(*near("45.1000, 10.4000", None, "45.1000, 10.4000"), town="gussola")
    assert [desk.title.text for desk in found.desks] == ["Sportello di Gussola"]
    assert found.nearest == ()


def test_only_events_to_come_the_next_first() -> None:
    def event(slug: str, start: str, **fields: object) -> Record:
        return record(f"eventi/{slug}.md", "event", title=slug, start=start, **fields)

    events = (
        event("passato", "2021-05-31", municipality="gussola"),
        event("dopo", "2021-07-01", municipality="gussola"),
        event("oggi", "2021-06-01", location="desk"),
        event("del-progetto", "2021-06-15", program="activity"),
        event("altrove", "2021-06-15", municipality="casalmaggiore", program="activity"),
    )
    assert [card.title.text for card in page(*CASALASCO, *events, town="gussola").events] == [
        "oggi",
        "del-progetto",
        "dopo",
    ]


@given(POINTS, POINTS)
def test_no_two_points_are_farther_apart_than_half_the_globe(one: Point, other: Point) -> None:
    distance = kilometres(one, other)
    assert 0 <= distance <= math.pi * EARTH + 1e-6
    assert distance == pytest.approx(kilometres(other, one), abs=1e-6)
    assert kilometres(one, one) == 0


def test_the_distance_of_two_cities_is_the_known_one() -> None:
    milan, rome = Point(45.4642, 9.1900), Point(41.9028, 12.4964)
    assert kilometres(milan, rome) == pytest.approx(477, abs=2)

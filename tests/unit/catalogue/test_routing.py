"""Who answers, for each topic and place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue import Because, Catalogue, NoRouteError, NotServedError, all_routes, find_route
from tests.unit.catalogue.sites import catalogue, municipality, organization, record

PLACES = ("casalmaggiore", "gussola", "tornata")


def site(*, fallback: str | None = "accoglienza", program: dict[str, Any] | None = None) -> Catalogue:
    """ACTIVITY.CR in small: two partners by municipality, and one municipality left to the program's fallback."""
    fields: dict[str, Any] = {
        "status": "active",
        "forms": ["contact"],
        "municipalities": PLACES,
        "routes": [
            {"organization": "energheia", "municipalities": ["casalmaggiore"], "locations": ["sportello"]},
            {"organization": "mestieri", "municipalities": ["gussola"]},
        ],
        "fallback": {"organization": "mestieri"},
        **(program or {}),
    }
    return catalogue(
        municipality("casalmaggiore", "019021", "Casalmaggiore"),
        municipality("gussola", "019052", "Gussola"),
        municipality("tornata", "019106", "Tornata"),
        municipality("lainate", "015116", "Lainate"),
        organization("energheia"),
        organization("mestieri"),
        organization("accoglienza"),
        record("sportelli/sportello.md", "location", organization="energheia", municipality="casalmaggiore"),
        record("progetti/activity.md", "program", **fields),
        record("servizi/lavoro.md", "service", program="activity", eligibility=["Se cerchi lavoro"]),
        record(
            "servizi/studenti.md",
            "service",
            program="activity",
            eligibility=["Se studi"],
            routes=[{"organization": "energheia", "municipalities": ["gussola"]}],
        ),
        fallback=fallback,
    )


@pytest.mark.parametrize(
    ("topic", "place", "organization_", "because"),
    [
        ("activity", "casalmaggiore", "energheia", Because.PROGRAM_RULE),
        ("activity", "gussola", "mestieri", Because.PROGRAM_RULE),
        ("activity", "tornata", "mestieri", Because.PROGRAM_FALLBACK),
        ("lavoro", "casalmaggiore", "energheia", Because.PROGRAM_RULE),
        ("studenti", "gussola", "energheia", Because.SERVICE_RULE),
        ("studenti", "casalmaggiore", "energheia", Because.PROGRAM_RULE),
        (None, "gussola", "mestieri", Because.PROGRAM_RULE),
        (None, "lainate", "accoglienza", Because.SITE_FALLBACK),
        (None, None, "accoglienza", Because.SITE_FALLBACK),
    ],
)
def test_the_nearest_rule_answers(
    topic: str | None, place: str | None, organization_: str, because: Because
) -> None:
    here = site()
    subject = here.programs.get(topic or "") or here.services.get(topic or "")
    route = find_route(here, subject, here.municipalities.get(place or ""))
    assert (route.organization.slug, route.because) == (organization_, because)


def test_a_route_proposes_the_desk() -> None:
    here = site()
    route = find_route(here, here.programs["activity"], here.municipalities["casalmaggiore"])
    assert route.location
    assert route.location.slug == "sportello"


def test_a_municipality_that_the_program_does_not_serve_is_told_who_does() -> None:
    here = site()
    with pytest.raises(NotServedError) as caught:
        find_route(here, here.programs["activity"], here.municipalities["lainate"])
    assert caught.value.programs == ()


def test_nobody_answers_without_rule_and_fallback() -> None:
    here = site(fallback=None)
    with pytest.raises(NoRouteError):
        find_route(here, None, here.municipalities["lainate"])


def test_a_closed_program_does_not_answer_for_its_town_until_it_is_reopened() -> None:
    closed = site(program={"status": "ended"})
    route = find_route(closed, None, closed.municipalities["gussola"])
    assert route.because is Because.SITE_FALLBACK


def test_the_whole_table_has_a_row_for_each_program_and_municipality() -> None:
    rows = {
        (r.service.slug if r.service else None, r.municipality and r.municipality.slug)
        for r in all_routes(site())
    }
    assert rows == {(None, p) for p in PLACES} | {("studenti", p) for p in PLACES} | {(None, None)}


@given(
    st.sets(st.sampled_from(PLACES)),
    st.sets(st.sampled_from(PLACES)),
    st.sampled_from([None, {"organization": "accoglienza"}]),
    st.sampled_from(PLACES),
)
def test_a_route_is_always_an_organization_that_some_rule_names(
    first: set[str], second: set[str], fallback: dict[str, str] | None, place: str
) -> None:
    rules = [
        {"organization": name, "municipalities": sorted(places)}
        for name, places in (("energheia", first), ("mestieri", second - first))
        if places
    ]
    here = site(program={"routes": rules, "fallback": fallback})
    route = find_route(here, here.programs["activity"], here.municipalities[place])
    expected = "energheia" if place in first else "mestieri" if place in second else "accoglienza"
    assert route.organization.slug == expected

"""What is known of services by facet, and which services a choice finds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue import Catalogue
from sportello.catalogue.choices import Choice, choice_path, with_choices
from sportello.catalogue.facets import Facet, Fits, Known
from sportello.catalogue.record import Record
from sportello.catalogue.values import Audience, Cost, LifeEvent, Way

from .sites import catalogue, municipality, organization, record

PLACES = ("borgo", "prova")
SERVICES = st.lists(
    st.fixed_dictionaries(
        {
            "life_events": st.lists(st.sampled_from(list(LifeEvent)), max_size=3, unique=True),
            "audience": st.lists(st.sampled_from(list(Audience)), max_size=2, unique=True),
            "cost": st.sampled_from([None, *Cost]),
            "ways": st.lists(st.sampled_from(list(Way)), max_size=2, unique=True),
            "municipalities": st.lists(st.sampled_from(PLACES), max_size=2, unique=True),
            "locations": st.lists(st.sampled_from(["full", "bare"]), max_size=2, unique=True),
        }
    ),
    max_size=8,
)
CHOSEN = st.dictionaries(st.sampled_from(list(Facet)), st.integers(0, 20), max_size=4)


def desk(slug: str, **fields: object) -> Record:
    return record(f"sportelli/{slug}.md", "location", organization="ente", municipality="borgo", **fields)


def services_of(*services: dict[str, object]) -> Catalogue:
    return catalogue(
        *(municipality(slug, f"01900{number}", slug.title()) for number, slug in enumerate(PLACES)),
        organization("ente"),
        desk("full", address="via Prova 1", hours={"monday": ["09:00-12:00"]}, languages=["it", "ar"]),
        desk("bare"),
        record("servizi/index.md", "listing", of="service"),
        *(
            record(f"servizi/s{number}.md", "service", eligibility=["x"], **fields)
            for number, fields in enumerate(services)
        ),
    )


@given(SERVICES, CHOSEN)
def test_no_service_disappears_but_one_that_is_known_not_to_fit(
    services: Sequence[dict[str, object]], chosen: dict[Facet, int]
) -> None:
    found_in = services_of(*services)
    values = found_in.facets.values
    wanted = {facet: values[facet][n % len(values[facet])] for facet, n in chosen.items() if values[facet]}
    found = found_in.facets.find(wanted)
    for slug, service in found_in.services.items():
        fits = [found_in.facets.known[facet][slug].fits(value) for facet, value in wanted.items()]
        assert (service in found.sure) == all(fit is Fits.YES for fit in fits)
        assert (service in found.sure or service in found.unsure) == (Fits.NO not in fits)
        assert not (service in found.sure and service in found.unsure)


@given(SERVICES)
def test_a_value_can_be_chosen_if_some_service_has_it(services: Sequence[dict[str, object]]) -> None:
    facets = services_of(*services).facets
    for facet, values in facets.values.items():
        counts = [len(facets.find({facet: value}).sure) for value in values]
        assert all(counts) or facet is Facet.MUNICIPALITY
    assert set(facets.values[Facet.MUNICIPALITY]) == (set(PLACES) if services else set())


@pytest.mark.parametrize(
    ("facet", "fields", "known"),
    [
        (Facet.LANGUAGE, {"locations": ["full"]}, Known(frozenset({"it", "ar"}), open=False)),
        (Facet.LANGUAGE, {"locations": ["full", "bare"]}, Known(frozenset({"it", "ar"}), open=True)),
        (Facet.LANGUAGE, {}, Known(frozenset(), open=True)),
        (Facet.DAY, {"locations": ["full"]}, Known(frozenset({"monday"}), open=False)),
        (Facet.DAY, {"locations": ["bare"]}, Known(frozenset(), open=True)),
        (Facet.WAY, {"locations": ["full"]}, Known(frozenset({"in_person", "online"}), open=True)),
        (Facet.WAY, {"locations": ["full"], "ways": ["phone"]}, Known(frozenset({"phone"}), open=False)),
        (
            Facet.WAY,
            {"contacts": {"phones": [{"number": "0375 40200"}]}, "status": "suspended"},
            Known(frozenset({"phone"}), open=True),
        ),
        (Facet.COST, {}, Known(frozenset(), open=True)),
        (Facet.COST, {"cost": "free"}, Known(frozenset({"free"}), open=False)),
        (Facet.MUNICIPALITY, {"municipalities": ["borgo"]}, Known(frozenset({"borgo"}), open=False)),
    ],
)
def test_what_is_not_known_is_not_a_no(facet: Facet, fields: dict[str, object], known: Known) -> None:
    assert services_of(fields).facets.known[facet]["s0"] == known


def test_each_facet_and_value_has_a_page_beside_those_that_editors_wrote() -> None:
    written = services_of({"life_events": ["lost_job"], "municipalities": ["borgo"]})
    made = with_choices(written)
    choices = {page.path: page for page in made.pages.values() if isinstance(page, Choice)}
    assert set(choices) == {
        "servizi/bisogno/index.md",
        "servizi/bisogno/lost-job.md",
        "servizi/come/index.md",
        "servizi/come/online.md",
        "servizi/comune/index.md",
        "servizi/comune/borgo.md",
        "servizi/comune/prova.md",
    }
    assert {path: page for path, page in made.pages.items() if path not in choices} == written.pages
    assert list(made.pages) == sorted(made.pages)
    assert with_choices(catalogue(organization("ente"))).pages.keys() == {"enti/ente.md"}


def test_pages_of_choices_stand_below_the_directory_wherever_that_is() -> None:
    assert choice_path("servizi/index.md", Facet.NEED, "lost_job") == "servizi/bisogno/lost-job.md"
    assert choice_path("aiuti.md", Facet.LANGUAGE) == "aiuti/lingua/index.md"


def test_an_editors_own_page_stays() -> None:
    own = record("servizi/bisogno/lost-job.md", "page")
    pages = with_choices(catalogue(*services_of({"life_events": ["lost_job"]}).pages.values(), own)).pages
    assert pages[own.path] is own

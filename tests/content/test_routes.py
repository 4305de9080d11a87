"""Who answers, written out as the sources and the consortium say it."""

from __future__ import annotations

import pytest

from sportello.catalogue import Catalogue, find_route

# The seventeen municipalities of the Casalasco: name in the source, official name, ISTAT code.
CASALASCO = [
    ("Casalmaggiore", "Casalmaggiore", "019021"),
    ("Casteldidone", "Casteldidone", "019023"),
    ("Spineda", "Spineda", "019101"),
    ("Rivarolo del Re e U.", "Rivarolo del Re ed Uniti", "019083"),
    ("Calvatone", "Calvatone", "019009"),
    ("Tornata", "Tornata", "019106"),
    ("Martignana di Po", "Martignana di Po", "019057"),
    ("Gussola", "Gussola", "019052"),
    ("Torricella del P.", "Torricella del Pizzo", "019108"),
    ("Scandolara Ravara", "Scandolara Ravara", "019092"),
    ("Motta Baluffi", "Motta Baluffi", "019061"),
    ("Cingia de’ Botti", "Cingia de' Botti", "019031"),
    ("S. Martino d/L.", "San Martino del Lago", "019091"),
    ("Solarolo Rainerio", "Solarolo Rainerio", "019096"),
    ("S. Giovanni in C.", "San Giovanni in Croce", "019090"),
    ("Voltido", "Voltido", "019115"),
    ("Piadena Drizzona", "Piadena Drizzona", "019116"),
]
# The first desk where a municipality has one of its own; the others are offered the one in Gussola first.
DESKS = {
    "Casalmaggiore": "sportello-casalmaggiore",
    "Piadena Drizzona": "sportello-piadena-drizzona",
    "San Giovanni in Croce": "sportello-san-giovanni-in-croce",
}
OTHERS = [
    ("ripartire", "Cernusco sul Naviglio", "015070", "csl-consorzio-sociale"),
    ("job-2-0", "Lainate", "015116", "accoglienza"),
    ("facciamo-squadra", "Melzo", "015142", "accoglienza"),
    ("facciamo-squadra", "Trezzo sull'Adda", "015221", "accoglienza"),
    ("facciamo-squadra", "Cernusco", "015070", "accoglienza"),
    ("facciamo-squadra", "Pioltello", "015175", "accoglienza"),
]
RECEIVERS = {
    "energheia": "casalmaggiore@energheiaimpresa.it",
    "mestieri-lombardia": "cremona@mestierilombardia.it",
    "csl-consorzio-sociale": "lavorint@cris.it",
    "accoglienza": "accoglienza@example.org",
}


@pytest.mark.parametrize(("name", "official", "istat"), CASALASCO)
def test_activity_cr_answers_as_the_source_says(
    catalogue: Catalogue, name: str, official: str, istat: str
) -> None:
    municipality = catalogue.find_municipality(name)
    assert municipality
    assert (municipality.title, municipality.istat) == (official, istat)
    route = find_route(catalogue, catalogue.programs["activity-cr"], municipality)
    assert route.organization.slug == ("energheia" if official == "Casalmaggiore" else "mestieri-lombardia")
    assert route.location
    assert route.location.slug == DESKS.get(official, "sportello-gussola")


def test_activity_cr_serves_these_seventeen_and_no_other(catalogue: Catalogue) -> None:
    served = catalogue.programs["activity-cr"].municipalities
    assert {catalogue.municipalities[slug].istat for slug in served} == {row[2] for row in CASALASCO}


@pytest.mark.parametrize(("program", "name", "istat", "organization"), OTHERS)
def test_the_other_programs_answer_for_their_municipalities(
    catalogue: Catalogue, program: str, name: str, istat: str, organization: str
) -> None:
    municipality = catalogue.find_municipality(name)
    assert municipality
    assert municipality.istat == istat
    assert find_route(catalogue, catalogue.programs[program], municipality).organization.slug == organization


def test_requests_go_to_the_addresses_that_the_sources_give(catalogue: Catalogue) -> None:
    receivers = {o.slug: o.requests_to for o in catalogue.organizations.values() if o.receives_requests}
    assert receivers == RECEIVERS


def test_every_service_can_be_found_by_need_and_program(catalogue: Catalogue) -> None:
    for service in catalogue.services.values():
        assert service.life_events
        assert service.program in catalogue.programs
        assert service.eligibility
        assert service.application_process
        assert service.outcome


def test_every_life_event_finds_a_service(catalogue: Catalogue) -> None:
    met = {event.value for service in catalogue.services.values() for event in service.life_events}
    assert met == {"lost_job", "cannot_pay", "start_business", "leave_school", "care", "need_to_talk"}

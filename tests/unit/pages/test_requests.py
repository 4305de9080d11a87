"""Who answers, and by which form: the facts that must never be wrong on a page."""

from __future__ import annotations

from sportello.catalogue.values import Status
from sportello.pages.location import LocationPage
from sportello.pages.make import make_page
from sportello.pages.municipality import MunicipalityPage
from sportello.pages.program import ProgramPage
from sportello.pages.service import ServicePage
from sportello.pages.voice import Voice

from .voices import changed, record, voice


def program_page(speaker: Voice) -> ProgramPage:
    page = make_page(speaker, speaker.catalogue.programs["activity"])
    assert isinstance(page, ProgramPage)
    return page


def service_page(speaker: Voice, slug: str = "lavoro") -> ServicePage:
    page = make_page(speaker, speaker.catalogue.services[slug])
    assert isinstance(page, ServicePage)
    return page


def municipality_page(speaker: Voice, slug: str) -> MunicipalityPage:
    page = make_page(speaker, speaker.catalogue.municipalities[slug])
    assert isinstance(page, MunicipalityPage)
    return page


def test_municipalities_with_one_answer_stand_together() -> None:
    found = {
        answer.organization.title.text: [link.title.text for link in answer.municipalities]
        for answer in program_page(voice()).answers
    }
    assert found == {"Mestieri": ["Gussola", "Tornata"], "Energheia": ["Casalmaggiore"]}


def test_answer_brings_phone_desk_and_reason() -> None:
    mestieri = program_page(voice()).answers[0]
    assert [(p.number, p.href, p.extension) for p in mestieri.contacts.phones] == [
        ("0372 1786314", "tel:+3903721786314", "1")
    ]
    desk = mestieri.desks[0]
    assert (desk.title.text, desk.href, desk.where) == (
        "Sportello di Gussola",
        "../../sportelli/desk/",
        "Gussola",
    )
    assert [p.number for p in desk.phones] == ["0372 1786314"]
    assert mestieri.because == "program_fallback"


def test_form_of_a_municipality_has_it_chosen() -> None:
    offer = municipality_page(voice(), "casalmaggiore").offers[0]
    assert offer.answers
    assert offer.answers.organization.title.text == "Energheia"
    assert offer.answers.forms.contact == "/moduli/it/contatto?progetto=activity&comune=019021"
    assert [card.title.text for card in offer.services] == ["Lavoro"]


def test_service_with_a_rule_of_its_own_is_answered_by_others() -> None:
    own = record(
        "servizi/ascolto.md",
        "service",
        program="activity",
        eligibility=["x"],
        routes=[{"organization": "mestieri", "municipalities": ["casalmaggiore"]}],
    )
    offers = municipality_page(voice(*changed("none"), own), "casalmaggiore").offers
    assert [offer.answers and offer.answers.organization.title.text for offer in offers] == [
        "Energheia",
        "Mestieri",
    ]
    assert [[card.href for card in offer.services] for offer in offers] == [
        ["../../servizi/lavoro/"],
        ["../../servizi/ascolto/"],
    ]


def test_service_without_program_is_asked_for_by_contact_form() -> None:
    lonely = record("servizi/mensa.md", "service", eligibility=["x"], municipalities=["gussola"])
    speaker = voice(*changed("none"), lonely, fallback="mestieri")
    forms = service_page(speaker, "mensa").forms
    assert (forms.contact, forms.appointment) == ("/moduli/it/contatto?servizio=mensa", None)
    assert municipality_page(speaker, "gussola").offers[-1].program is None


def test_ended_program_says_why_its_forms_are_closed() -> None:
    speaker = voice(*changed("progetti/activity.md", status=Status.ENDED, closed_reason="È finito."))
    for forms in (program_page(speaker).forms, service_page(speaker).forms):
        assert (forms.open, forms.contact, forms.appointment) == (False, None, None)
        assert forms.reason
        assert forms.reason.text == "È finito."


def test_ended_program_without_a_reason_gets_one() -> None:
    forms = program_page(voice(*changed("progetti/activity.md", status=Status.ENDED))).forms
    assert forms.reason
    assert "concluso" in forms.reason.text


def test_reopened_program_takes_requests_and_still_says_that_it_ended() -> None:
    speaker = voice(*changed("progetti/activity.md", status=Status.ENDED), reopen=["activity"])
    page = program_page(speaker)
    assert page.forms.open
    assert (page.status.code, page.status.word) == ("ended", "concluso")


def test_program_without_forms_says_nothing_about_them() -> None:
    assert not program_page(voice(*changed("progetti/activity.md", forms=()))).forms


def test_desk_offers_an_appointment_at_itself_for_its_own_town() -> None:
    speaker = voice(language="ar", known={})
    page = make_page(speaker, speaker.catalogue.locations["desk"])
    assert isinstance(page, LocationPage)
    chosen = "progetto=activity&sportello=desk&comune=019052"
    assert page.forms.appointment == f"/moduli/ar/appuntamento?{chosen}"


def test_forms_stand_below_the_sites_path() -> None:
    contact = program_page(voice(url="https://x.example/casalasco/")).forms.contact
    assert contact == "/casalasco/moduli/it/contatto?progetto=activity"

"""The service sheet of the Modello Comuni: its entries in their order, only those that have content."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from sportello.catalogue.record import Record
from sportello.catalogue.values import Status
from sportello.pages.make import make_page
from sportello.pages.render import BODY, make_renderer
from sportello.pages.service import ServicePage
from sportello.pages.voice import Voice

from .voices import CASALASCO, changed, record, voice

ENTRIES = {
    "Categoria": '<p class="sp-category">Vita lavorativa</p>',
    "Titolo": "<h1>Mensa</h1>",
    "Stato": "Stato del servizio:",
    "Descrizione breve": '<p class="sp-lead">Un pasto caldo</p>',
    "A chi è rivolto": "<h2>A chi è rivolto</h2>\n<p>È per te se:</p>",
    "Come fare": "<h2>Come fare</h2>",
    "Cosa serve": "<h2>Cosa serve</h2>",
    "Cosa si ottiene": "<h2>Cosa si ottiene</h2>",
    "Tempi e scadenze": "<h2>Tempi e scadenze</h2>\n<p>Entro maggio</p>",
    "Accedi al servizio": '<h2 id="comuni">Accedi al servizio</h2>',
    "Condizioni di servizio": "<h2>Condizioni di servizio</h2>",
    "Contatti": "<h2>Contatti</h2>",
    "Argomenti": "<h2>Argomenti</h2>",
}
"""Each entry and how the page says it."""

FULL: dict[str, object] = {
    "title": "Mensa",
    "summary": "Un pasto caldo",
    "category": "Vita lavorativa",
    "program": "activity",
    "eligibility": ["Hai fame."],
    "not_eligible": ["Hai già mangiato."],
    "application_process": ["Entra."],
    "required_documents": ["Un piatto"],
    "outcome": ["Un pasto"],
    "schedule": "Entro maggio",
    "fees": "Gratis",
    "conditions": ["Si mangia qui."],
    "providers": ["mestieri"],
    "topics": ["Lavoro", "Assistenza sociale"],
}


def page(speaker: Voice) -> ServicePage:
    found = make_page(speaker, speaker.catalogue.pages["servizi/mensa.md"])
    assert isinstance(found, ServicePage)
    return found


def sheet(**fields: object) -> str:
    """The page of a service beside ACTIVITY.CR's others."""
    speaker = voice(*CASALASCO, service(**fields))
    return make_renderer(speaker).render(page(speaker)).frame


def service(**fields: object) -> Record:
    return record("servizi/mensa.md", "service", **fields)


def test_a_full_sheet_has_all_entries_in_their_order() -> None:
    shown = sheet(**FULL)
    places = [shown.index(mark) for mark in ENTRIES.values()]
    assert places == sorted(places)
    assert (
        shown.index("<h2>Cosa si ottiene</h2>") < shown.index(BODY) < shown.index("<h2>Tempi e scadenze</h2>")
    )
    assert "Non è per te se:" in shown
    assert "Gratis" in shown


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("category", "Categoria"),
        ("eligibility", "A chi è rivolto"),
        ("application_process", "Come fare"),
        ("required_documents", "Cosa serve"),
        ("outcome", "Cosa si ottiene"),
        ("schedule", "Tempi e scadenze"),
        ("conditions", "Condizioni di servizio"),
        ("providers", "Contatti"),
        ("topics", "Argomenti"),
    ],
)
def test_an_entry_without_content_is_absent(field: str, entry: str) -> None:
    fields = {**FULL, "not_eligible": []}
    nothing: object = None if isinstance(fields[field], str) else []
    shown = sheet(**{**fields, field: nothing})
    assert [name for name, mark in ENTRIES.items() if mark not in shown] == [entry]


def test_each_municipality_has_who_answers_the_desk_and_the_forms_with_both_chosen() -> None:
    elsewhere, here = page(voice(*CASALASCO, service(**FULL))).access
    assert elsewhere.organization.title.text == "Energheia"
    assert [place.municipality.title.text for place in elsewhere.places] == ["Casalmaggiore"]
    assert elsewhere.places[0].desk is None
    assert [place.municipality.title.text for place in here.places] == ["Gussola", "Tornata"]
    assert here.places[1].desk
    assert here.places[1].desk.href == "../../sportelli/desk/"
    chosen = "?progetto=activity&servizio=mensa&comune=019106"
    assert here.places[1].forms.contact == f"/moduli/it/contatto{chosen}"
    assert here.places[1].forms.appointment == f"/moduli/it/appuntamento{chosen}"
    row = re.search(r"<li><a [^>]*>Tornata</a>.*?</li>", sheet(**FULL), re.DOTALL)
    assert row
    assert "../../sportelli/desk/" in row[0]
    assert chosen.replace("&", "&amp;") in row[0]


def test_a_closed_service_says_why_and_offers_no_form() -> None:
    shown = sheet(**FULL, status="suspended", status_reason="La cucina è chiusa")
    assert "Stato del servizio: sospeso" in shown
    assert "La cucina è chiusa" in shown
    assert "/moduli/it/" not in shown


def test_a_service_is_over_when_its_program_is() -> None:
    over = changed("progetti/activity.md", status=Status.ENDED, closed_reason="Il denaro è finito")
    shown = page(voice(*over, service(**FULL), reopen=["activity"]))
    assert (shown.status.code, str(shown.status_reason)) == ("ended", "Il denaro è finito")
    assert shown.forms.open


@pytest.mark.parametrize("field", [{"topics": ["Lavori"]}, {"category": "Lavoro"}])
def test_words_of_the_vocabularies_only(field: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="unknown word"):
        service(**{**FULL, **field})

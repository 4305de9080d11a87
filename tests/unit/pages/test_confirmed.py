"""What readers are told of facts that nobody has confirmed lately."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sportello.catalogue.record import Record
from sportello.pages.make import make_page
from sportello.pages.render import make_renderer
from tests.unit.pages.voices import CASALASCO, TODAY, changed, record, voice

DESK = "sportelli/desk.md"
DESKS = "sportelli/index.md"
ENTE = "enti/mestieri.md"
FRESH = {"date": str(TODAY - timedelta(days=3))}
CALL_FIRST = "Non è confermato da poco: telefona prima di andare."
ASK_FIRST = "Non è confermato da poco: chiedi prima di andare."
UNSURE = "Telefono non confermato da poco."
WORDS = "Se non risponde nessuno, usa il modulo."
OTHERWISE = f'<a href="/moduli/it/">{WORDS}</a>'
CHOSEN = f'<a href="/moduli/it/contatto?progetto=activity&amp;comune=019052">{WORDS}</a>'
CONFIRMED = "Confermato dall'ente: 29 maggio 2021."


def page(path: str, *records: Record) -> str:
    spoken = voice(*records)
    return make_renderer(spoken).render(make_page(spoken, spoken.catalogue.pages[path])).frame


def confirmed(*paths: str) -> tuple[Record, ...]:
    """ACTIVITY.CR's records with some of them confirmed three days ago."""
    return tuple(
        type(r).model_validate({**r.__dict__, "confirmed": FRESH}) if r.path in paths else r
        for r in CASALASCO
    )


def test_a_desk_that_nobody_confirmed_says_to_call_first_and_where_to_ask_otherwise() -> None:
    found = page(DESK, *CASALASCO)
    assert CALL_FIRST in found
    assert UNSURE in found
    assert "contatto?progetto=activity" in found.partition(WORDS)[0].rpartition("<a ")[2]
    assert "Confermato da" not in found


def test_a_desk_without_any_number_says_to_ask_first() -> None:
    silent = tuple(r for r in CASALASCO if r.path != ENTE)
    mute = record(ENTE, "organization", title="Mestieri", requests_to="mestieri@example.org")
    found = page(DESK, *silent, mute)
    assert ASK_FIRST in found
    assert UNSURE not in found


def test_a_desk_that_was_confirmed_says_when_and_nothing_else() -> None:
    found = page(DESK, *confirmed(DESK, ENTE))
    assert CONFIRMED in found
    assert not any(words in found for words in (CALL_FIRST, UNSURE, WORDS))


def test_a_desk_without_address_and_hours_has_nothing_to_call_first_about() -> None:
    assert CALL_FIRST not in page(DESK, *changed(DESK, hours=None))


def test_an_organizations_number_is_confirmed_on_its_own_page() -> None:
    asked = page(ENTE, *CASALASCO)
    assert UNSURE in asked
    assert OTHERWISE in asked
    found = page(ENTE, *confirmed(ENTE))
    assert CONFIRMED in found
    assert UNSURE not in found


@pytest.mark.parametrize("path", ["comuni/gussola.md", ENTE, DESKS])
def test_lists_of_desks_say_it_in_short(path: str) -> None:
    desks = record(DESKS, "listing", title="Sportelli", of="location")
    walk_in = changed(DESK, by_appointment=False)
    assert "· telefona prima di andare" in page(path, *walk_in, desks)
    assert "telefona prima" not in page(path, *CASALASCO, desks), "by appointment, one calls in any case"


def test_a_services_sheet_says_where_to_ask_otherwise() -> None:
    assert OTHERWISE in page("servizi/lavoro.md", *CASALASCO)


def test_the_municipalitys_page_says_where_to_ask_otherwise() -> None:
    assert CHOSEN in page("comuni/gussola.md", *CASALASCO)

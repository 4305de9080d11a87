"""A program's path, on its own page and on the pages of the services in it."""

from __future__ import annotations

from collections.abc import Mapping

from sportello.catalogue.record import Record
from sportello.pages.make import make_page
from sportello.pages.program import ProgramPage
from sportello.pages.render import make_renderer
from sportello.pages.service import ServicePage
from sportello.pages.voice import Voice

from .voices import CASALASCO, record, voice

STEPS = (
    {"title": "Chiama", "description": "Basta poco.", "forms": ["contact"]},
    {"title": "Vieni", "services": ["lavoro", "mensa"], "forms": ["appointment"]},
    {"title": "Riparti"},
)


def speaking(steps: tuple[Mapping[str, object], ...] = STEPS, **fields: object) -> Voice:
    mensa = record("servizi/mensa.md", "service", title="Mensa", program="activity", eligibility=["x"])
    return voice(
        *(_with_steps(r, steps, fields) if r.path == "progetti/activity.md" else r for r in CASALASCO), mensa
    )


def _with_steps(known: Record, steps: object, fields: Mapping[str, object]) -> Record:
    return type(known).model_validate({**known.__dict__, "steps": steps, **fields})


def shown(speaker: Voice, path: str) -> str:
    return make_renderer(speaker).render(make_page(speaker, speaker.catalogue.pages[path])).frame


def test_steps_lead_to_the_services_and_forms_that_one_needs_in_them() -> None:
    speaker = speaking()
    page = make_page(speaker, speaker.catalogue.pages["progetti/activity.md"])
    assert isinstance(page, ProgramPage)
    call, come, start = page.steps
    assert (call.number, call.name, call.forms.appointment) == (1, "passo-1", None)
    assert call.forms.contact == "/moduli/it/contatto?progetto=activity"
    assert [(link.title.text, link.href) for link in come.services] == [
        ("Lavoro", "../../servizi/lavoro/"),
        ("Mensa", "../../servizi/mensa/"),
    ]
    assert come.forms.appointment == "/moduli/it/appuntamento?progetto=activity"
    assert (start.services, bool(start.forms)) == ((), False)
    frame = shown(speaker, "progetti/activity.md")
    titles = [
        frame.index(f'<li id="passo-{number}"><h3>{title}</h3>')
        for number, title in enumerate(("Chiama", "Vieni", "Riparti"), start=1)
    ]
    assert titles == sorted(titles)


def test_steps_of_a_closed_program_offer_no_forms() -> None:
    assert (
        "/moduli/it/"
        not in shown(speaking(status="ended"), "progetti/activity.md").split("passo-1")[1].split("</ol>")[0]
    )


def test_a_services_page_shows_where_on_the_path_one_is() -> None:
    speaker = speaking()
    page = make_page(speaker, speaker.catalogue.pages["servizi/lavoro.md"])
    assert isinstance(page, ServicePage)
    assert page.way
    assert page.way.current == (2,)
    assert [link.href for link in page.way.steps[1].services] == ["", "../../servizi/mensa/"]
    frame = shown(speaker, "servizi/lavoro.md")
    way = frame[frame.index('<nav class="sp-way-steps"') :]
    assert 'Fa parte del percorso di <a href="../../progetti/activity/">Activity</a></h2>' in way
    assert way.count("<details") == len(STEPS)
    assert way.count(" open><summary>Vieni</summary>") == way.count(" open>") == 1
    assert way.count('aria-current="step"') == 1
    assert '<strong aria-current="page">Lavoro</strong>' in way
    assert "Passo 2 di 3" in frame


def test_a_service_in_no_step_has_no_path() -> None:
    assert "sp-way-steps" not in shown(speaking(STEPS[:1]), "servizi/lavoro.md")

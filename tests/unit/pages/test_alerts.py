from __future__ import annotations

from collections.abc import Mapping

from sportello.catalogue.record import Record
from sportello.pages.alerts import AlertsPage, alert_fact, alerts_by_page
from sportello.pages.make import make_page
from sportello.pages.render import make_renderer

from .voices import CASALASCO, record, voice


def alerts(*given: Mapping[str, object]) -> Record:
    return record("avvisi.md", "alerts", title="Avvisi", alerts=given)


OVER = {"text": "Passato", "end": "2021-05-31", "locations": ["desk"]}
NOW = {"text": "Chiuso & basta", "end": "2021-06-01", "locations": ["desk"]}
LATER = {"text": "Chiuderà", "start": "2021-06-02", "end": "2021-06-03", "locations": ["desk"]}


def test_pages_show_what_holds_or_will_hold_and_name_what_it_is_about() -> None:
    speaker = voice(*CASALASCO, alerts(LATER, NOW, OVER))
    found = alerts_by_page(speaker)
    assert {item.alert.text for items in found.values() for item in items} == {"Chiuso & basta", "Chiuderà"}
    now, later = (alert_fact(speaker, item, "comuni/gussola.md") for item in found["comuni/gussola.md"])
    assert (now.when, now.start, now.end) == ("Fino a martedì 1 giugno 2021.", None, "2021-06-01")
    assert (later.when, later.start) == ("mercoledì 2 giugno 2021 – giovedì 3 giugno 2021", "2021-06-02")
    assert [(link.title.text, link.href) for link in now.about] == [
        ("Sportello di Gussola", "../../sportelli/desk/")
    ]
    here = found["sportelli/desk.md"][0]
    assert alert_fact(speaker, here, "sportelli/desk.md").about == ()


def test_an_alert_without_translation_says_that_it_is_italian() -> None:
    english = voice(*CASALASCO, alerts(NOW), language="en")
    item = alerts_by_page(english)["sportelli/desk.md"][0]
    assert alert_fact(english, item, "sportelli/desk.md").text.foreign == "it"


def test_the_page_of_alerts_lists_them_or_says_that_there_are_none() -> None:
    speaker = voice(*CASALASCO, alerts(NOW, OVER))
    page = make_page(speaker, speaker.catalogue.pages["avvisi.md"])
    assert isinstance(page, AlertsPage)
    shown = make_renderer(speaker).render(page).frame
    assert "Chiuso &amp; basta" in shown
    assert "Passato" not in shown
    assert "<p data-alerts-none hidden>" in shown
    quiet = voice(*CASALASCO, alerts(OVER))
    empty = make_renderer(quiet).render(make_page(quiet, quiet.catalogue.pages["avvisi.md"])).frame
    assert "<p data-alerts-none>Ora non c'è nessun avviso.</p>" in empty

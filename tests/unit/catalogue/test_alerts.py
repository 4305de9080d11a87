from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from sportello.catalogue.alerts import alerts_naming, announced, pages_concerned
from sportello.catalogue.parts import Alert
from sportello.catalogue.record import Record

from .sites import catalogue, municipality, organization, record

DAY = date(2021, 6, 10)
RECORDS = (
    municipality("gussola", "019052", "Gussola"),
    municipality("tornata", "019106", "Tornata"),
    municipality("voltido", "019116", "Voltido"),
    organization("mestieri"),
    organization("energheia"),
    record(
        "sportelli/uno.md", "location", organization="mestieri", municipality="gussola", programs=["activity"]
    ),
    record(
        "sportelli/due.md", "location", organization="mestieri", municipality="tornata", programs=["activity"]
    ),
    record(
        "progetti/activity.md",
        "program",
        status="active",
        municipalities=["gussola", "tornata", "voltido"],
        routes=[{"organization": "energheia", "municipalities": ["voltido"], "locations": ["uno", "due"]}],
        fallback={"organization": "mestieri", "locations": ["due", "uno"]},
    ),
    record("servizi/lavoro.md", "service", program="activity", eligibility=["x"], locations=["uno"]),
    record("servizi/ascolto.md", "service", program="activity", eligibility=["x"]),
    record("servizi/scuola.md", "service", program="activity", eligibility=["x"], locations=["due"]),
    record("servizi/fuori.md", "service", eligibility=["x"], municipalities=["gussola"]),
    record("index.md", "home", lead_text="Qui"),
)


def alerts(*given: Mapping[str, object]) -> Record:
    return record("avvisi.md", "alerts", alerts=given)


def concerned(**fields: object) -> set[str]:
    known = catalogue(*RECORDS, fallback="energheia")
    return set(pages_concerned(known, Alert.model_validate({"text": "x", "end": "2021-06-10", **fields})))


def test_a_desks_alert_is_on_every_page_that_sends_people_there() -> None:
    # «due» is the one proposed where the program's fallback answers; in Voltido it is only one of two.
    assert concerned(locations=["due"]) == {
        "sportelli/due.md",
        "comuni/tornata.md",
        "comuni/gussola.md",
        "progetti/activity.md",
        "servizi/scuola.md",
        "servizi/ascolto.md",
    }
    assert "comuni/voltido.md" in concerned(locations=["uno"])
    assert "servizi/scuola.md" not in concerned(locations=["uno"])


def test_an_organizations_alert_is_on_what_it_answers_for() -> None:
    assert concerned(organizations=["energheia"]) == {
        "enti/energheia.md",
        "progetti/activity.md",
        "servizi/lavoro.md",
        "servizi/ascolto.md",
        "servizi/scuola.md",
        "comuni/voltido.md",
        "servizi/fuori.md",  # the site's fallback answers for it
        "comuni/gussola.md",
    }


@pytest.mark.parametrize(
    ("fields", "pages"),
    [
        ({"services": ["lavoro"]}, {"servizi/lavoro.md", "sportelli/uno.md"}),
        ({"municipalities": ["tornata"]}, {"comuni/tornata.md", "sportelli/due.md"}),
        (
            {"programs": ["activity"]},
            {r.path for r in RECORDS}
            - {"index.md", "servizi/fuori.md", "enti/mestieri.md", "enti/energheia.md"},
        ),
        ({"everywhere": "true"}, {r.path for r in RECORDS}),
    ],
)
def test_other_alerts_are_on_what_belongs_to_them(fields: dict[str, object], pages: set[str]) -> None:
    assert concerned(**fields) == pages


def test_an_alert_holds_from_its_first_to_its_last_day() -> None:
    page = alerts({"text": "x", "start": "2021-06-09", "end": "2021-06-10", "everywhere": "true"})
    known = catalogue(*RECORDS, page)
    assert [
        (len(announced(known, date(2021, 6, day))), len(alerts_naming(known, (), date(2021, 6, day))))
        for day in (8, 9, 10, 11)
    ] == [(1, 0), (1, 1), (1, 1), (0, 0)]


def test_what_ends_first_comes_first() -> None:
    days = ("2021-06-30", "2021-06-10", "2021-06-20")
    known = catalogue(*RECORDS, alerts(*({"text": end, "end": end, "everywhere": "true"} for end in days)))
    assert [item.alert.text for item in announced(known, DAY)] == sorted(days)


def test_a_form_shows_the_alerts_that_name_what_it_is_about() -> None:
    page = alerts(
        {"text": "uno", "end": "2021-06-10", "locations": ["uno"]},
        {"text": "due", "end": "2021-06-10", "locations": ["due"]},
        {"text": "tutti", "end": "2021-06-10", "everywhere": "true"},
        {"text": "mestieri", "end": "2021-06-10", "organizations": ["mestieri"]},
    )
    known = catalogue(*RECORDS, page)
    asked = [known.locations["uno"], known.services["lavoro"]]
    assert [item.alert.text for item in alerts_naming(known, asked, DAY)] == ["uno", "tutti"]

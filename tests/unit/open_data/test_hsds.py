from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue.choices import with_choices
from sportello.catalogue.values import Audience, Cost, LifeEvent
from sportello.open_data.api import api_files, pages
from sportello.open_data.dataset import Dataset, make_dataset
from sportello.open_data.entity import Entity, nested
from sportello.pages.voice import Voice
from tests.unit.pages.voices import CASALASCO, TODAY, changed, organization, record, voice

TOMORROW = (TODAY + timedelta(days=1)).isoformat()
AT_DESK = changed(
    "servizi/lavoro.md", locations=("desk",), outcome=("Un lavoro",), not_eligible=("y",), fees="Gratis"
)


def service(*records: object, **options: object) -> Entity:
    (only,) = make_dataset(voice(*(records or AT_DESK), **options)).services  # type: ignore[arg-type]
    return only


def test_a_service_says_who_where_and_for_whom() -> None:
    found = service()
    assert found["name"] == "Lavoro"
    assert found["status"] == "active"
    assert found["url"] == "https://prova.example/servizi/lavoro/"
    assert found["description"] == "Riassunto\nUn lavoro"
    assert found["fees_description"] == "Gratis"
    assert found["eligibility_description"] == "x\nNon è per te se:\ny"
    assert [area["description"] for area in nested(found, "service_areas")] == [
        "ISTAT 019052",
        "ISTAT 019021",
        "ISTAT 019106",
    ]
    assert [term["value"] for term in nested(found, "attributes")] == ["lost_job"]


def test_terms_lead_to_the_page_of_their_services() -> None:
    records = changed("servizi/lavoro.md", life_events=(LifeEvent.LOST_JOB,), audience=(Audience.YOUNG,))
    told = voice(*records, record("servizi/index.md", "listing", of="service"))
    with_pages = Voice(with_choices(told.catalogue), told.translator, told.today)
    dataset = make_dataset(with_pages)
    assert {str(one["name"]): one.get("uri") for one in dataset.taxonomies} == {
        "Di che cosa hai bisogno?": "https://prova.example/servizi/bisogno/",
        "Pensato soprattutto per": "https://prova.example/servizi/per/",
        "Argomenti": None,
        "Categoria": None,
    }
    uris: dict[object, object] = {one["code"]: one.get("term_uri") for one in dataset.taxonomy_terms}
    assert uris["lost_job"] == "https://prova.example/servizi/bisogno/lost-job/"
    assert uris["young"] == "https://prova.example/servizi/per/young/"
    assert uris["women"] is None  # no service is for them, so there is no page
    (found,) = dataset.services
    assert [(one["link_type"], one["value"]) for one in nested(found, "attributes")] == [
        ("life_events", "lost_job"),
        ("audiences", "young"),
    ]


def test_words_of_the_sheet_are_told_as_pages_translate_them_and_only_those_in_use() -> None:
    records = changed("servizi/lavoro.md", category="Vita lavorativa", topics=("Lavoro", "Imprese"))
    dataset = make_dataset(voice(*records, language="ar", known={"Imprese": "شركات"}))
    told = {(one["code"], one["name"], one["language"]) for one in dataset.taxonomy_terms}
    assert {("Imprese", "شركات", "ar"), ("Vita lavorativa", "Vita lavorativa", "it")} <= told
    assert "Sport" not in {code for code, _, _ in told}
    (found,) = dataset.services
    assert [(one["link_type"], one["value"]) for one in nested(found, "attributes")][-3:] == [
        ("topics", "Lavoro"),
        ("topics", "Imprese"),
        ("categories", "Vita lavorativa"),
    ]


def test_an_alert_stands_with_the_services_it_concerns_while_it_holds() -> None:
    alerts = [
        {"text": "Il telefono non funziona.", "end": TODAY.isoformat(), "services": ["lavoro"]},
        {"text": "Domani no.", "start": TOMORROW, "end": TOMORROW, "services": ["lavoro"]},
        {"text": "Altrove no.", "end": TOMORROW, "municipalities": ["tornata"]},
    ]
    page = record("avvisi.md", "alerts", title="Avvisi", alerts=alerts)
    ended = changed("progetti/activity.md", status="ended", closed_reason="È finito")
    assert service(*CASALASCO, page)["alert"] == "Il telefono non funziona."
    assert service(*ended, page)["alert"] == "È finito\nIl telefono non funziona."


def test_what_is_free_is_said_to_cost_nothing() -> None:
    (option,) = nested(service(*changed("servizi/lavoro.md", cost=Cost.FREE)), "cost_options")
    assert (option["option"], option["amount"], option["currency"]) == ("Gratis", 0, "EUR")
    assert "cost_options" not in service(*changed("servizi/lavoro.md", cost=Cost.PAID))


def test_what_is_not_known_is_not_there() -> None:
    found = service(*CASALASCO)
    assert not {"fees_description", "email", "phones", "required_documents", "organization"} & set(found)
    assert None not in found.values()


@pytest.mark.parametrize(("known", "told"), [(None, ""), ("26040", "26040")])
def test_a_desk_has_its_hours_and_a_postcode_even_where_none_is_known(known: str | None, told: str) -> None:
    records = [x.model_copy(update={"postal_code": known}) if x.kind == "location" else x for x in AT_DESK]
    (at,) = make_dataset(voice(*records)).service_at_locations
    (location,) = nested(at, "location")
    (address,) = nested(location, "addresses")
    assert (address["city"], address["postal_code"], address["address_1"]) == ("Gussola", told, "")
    assert [(x["byday"], x["opens_at"], x["closes_at"]) for x in nested(location, "schedules")] == [
        ("MO", "09:00", "12:30"),
        ("MO", "14:00", "17:00"),
    ]
    assert {x["attending_type"] for x in nested(location, "schedules")} == {"Solo su appuntamento"}
    assert [x["code"] for x in nested(location, "languages")] == ["it", "ar"]


@pytest.mark.parametrize(
    ("status", "expected"), [("active", "active"), ("suspended", "temporarily closed"), ("ended", "defunct")]
)
def test_states_are_the_standards_own(status: str, expected: str) -> None:
    assert service(*changed("servizi/lavoro.md", status=status))["status"] == expected


def test_a_service_of_an_ended_program_is_inactive_though_its_forms_are_open() -> None:
    ended = changed("progetti/activity.md", status="ended", closed_reason="È finito")
    found = service(*ended, reopen=["activity"])
    assert (found["status"], found["alert"]) == ("inactive", "È finito")


def test_identifiers_are_the_same_in_every_language_and_differ_between_sites() -> None:
    italian, arabic = service(), service(language="ar", known={"Lavoro": "عمل"})
    assert (arabic["name"], arabic["id"]) == ("عمل", italian["id"])
    assert service(url="https://altrove.example/")["id"] != italian["id"]


def test_identifiers_never_change() -> None:
    found = service()
    assert found["id"] == "9c03d05e-f2a6-5e04-9faa-a7a438dba4f4"
    assert UUID(str(found["id"])).version == 5


def test_where_requests_are_brought_to_stays_inside() -> None:
    secret = organization(
        "altro", reserve="riserva@example.org", dpo="dpo@example.org", certificate="altro.asc"
    )
    written = b"".join(data for _, data in api_files(make_dataset(voice(*CASALASCO, secret))))
    assert b"altro" in written
    for hidden in (b"altro@example.org", b"mestieri@example.org", b"riserva@", b"dpo@", b".asc"):
        assert hidden not in written


def test_an_example_says_that_it_is_one() -> None:
    example = organization("prova", title="Prova Provetti", example=True)
    found = make_dataset(voice(*CASALASCO, example)).organizations
    said = {one["name"]: str(one["description"]) for one in found}
    assert "esempio" in said["Prova Provetti"]
    assert "esempio" not in said["Mestieri"]


def test_every_object_has_a_file_of_its_own_and_stands_in_a_list() -> None:
    dataset = make_dataset(voice(*AT_DESK))
    files = {path: json.loads(data) for path, data in api_files(dataset)}
    assert files["index.json"]["version"] == "3.1"
    for name in ("organizations", "services", "service_at_locations", "taxonomies", "taxonomy_terms"):
        listed = files[f"{name}.json"]["contents"]
        assert listed
        for one in listed:
            assert files[f"{name}/{one['id']}.json"]["id"] == one["id"]


def test_an_empty_catalogue_has_empty_lists() -> None:
    files = dict(api_files(make_dataset(voice(record("index.md", "home", lead_text="Casa")))))
    assert json.loads(files["services.json"]) == {
        "total_items": 0,
        "total_pages": 1,
        "page_number": 1,
        "size": 0,
        "first_page": True,
        "last_page": True,
        "empty": True,
        "contents": [],
    }


def test_the_second_page_of_a_list_is_a_file() -> None:
    many: tuple[Entity, ...] = tuple({"id": str(number)} for number in range(101))
    files = dict(api_files(Dataset((), many, (), (), ())))
    assert [one["id"] for one in json.loads(files["services/page-2.json"])["contents"]] == ["100"]
    assert "services/page-3.json" not in files


@given(st.integers(0, 40), st.integers(1, 12))
def test_pages_hold_everything_once_and_in_order(count: int, per_page: int) -> None:
    made = list(pages([{"id": number} for number in range(count)], per_page))
    assert [one["id"] for page in made for one in nested(page, "contents")] == list(range(count))
    assert {page["total_items"] for page in made} == {count}
    assert {page["total_pages"] for page in made} == {len(made)}
    assert [page["page_number"] for page in made] == list(range(1, len(made) + 1))
    assert [page["first_page"] for page in made] == [True] + [False] * (len(made) - 1)
    assert [page["last_page"] for page in made] == [False] * (len(made) - 1) + [True]
    assert all(page["empty"] == (page["size"] == 0) for page in made)

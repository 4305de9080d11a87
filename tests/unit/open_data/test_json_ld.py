from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue.record import Record
from sportello.open_data.entity import Entity
from sportello.open_data.head import make_page_head, script_text
from sportello.open_data.json_ld import describe_page
from sportello.pages.make import make_page
from tests.unit.pages.voices import CASALASCO, changed, organization, record, voice


def about(path: str, *records: Record, **options: object) -> list[Entity]:
    told = voice(*(records or CASALASCO), **options)  # type: ignore[arg-type]
    return list(describe_page(told, make_page(told, told.catalogue.pages[path])))


def test_a_service_has_the_keys_of_the_italian_validator() -> None:
    desk = changed("sportelli/desk.md", address="Via Prova 1", postal_code="26040")
    full = [x if x.path != "servizi/lavoro.md" else _with_desk(x) for x in desk]
    (first, *_) = about("servizi/lavoro.md", *full)
    assert first["@type"] == "GovernmentService"
    assert first["name"] == "Lavoro"
    assert first["serviceType"] == "Ho perso il lavoro o lo cerco"
    assert first["audience"] == {"@type": "Audience", "audienceType": "x"}
    assert _in(first, "serviceOperator")["name"] == "Mestieri"
    assert _in(first, "areaServed")["name"] == "Gussola, Casalmaggiore, Tornata"
    channel = _in(first, "availableChannel")
    assert channel["serviceUrl"] == "https://prova.example/servizi/lavoro/"
    location = _in(channel, "serviceLocation")
    assert location["name"] == "Sportello di Gussola"
    assert _in(location, "address") == {
        "@type": "PostalAddress",
        "streetAddress": "Via Prova 1",
        "postalCode": "26040",
        "addressLocality": "Gussola",
        "addressRegion": "Cremona",
        "addressCountry": "IT",
    }


def test_further_desks_say_whose_they_are() -> None:
    other = record(
        "sportelli/due.md", "location", title="Due", organization="mestieri", municipality="tornata"
    )
    service = next(x for x in CASALASCO if x.path == "servizi/lavoro.md")
    both = service.model_copy(update={"locations": ("desk", "due")})
    rest = [x for x in CASALASCO if x is not service]
    first, second, *_ = about("servizi/lavoro.md", *rest, both, other)
    assert second["@id"] == first["@id"]
    channels = second["availableChannel"]
    assert isinstance(channels, list)
    assert [channel["serviceLocation"]["name"] for channel in channels] == ["Due"]


def test_a_desk_tells_its_opening_hours_and_its_organizations_phone() -> None:
    (place, *_) = about("sportelli/desk.md")
    assert place["telephone"] == ["+3903721786314;ext=1"]
    assert place["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": "https://schema.org/Monday",
            "opens": opens,
            "closes": closes,
        }
        for opens, closes in [("09:00", "12:30"), ("14:00", "17:00")]
    ]
    assert "geo" not in place


def test_an_event_begins_at_romes_time() -> None:
    event = record("eventi/festa.md", "event", title="Festa", start="2021-10-15", hours="18:00-21:00")
    (found, *_) = about("eventi/festa.md", *CASALASCO, event)
    assert (found["startDate"], found["endDate"]) == (
        "2021-10-15T18:00:00+02:00",
        "2021-10-15T21:00:00+02:00",
    )


def test_a_date_that_is_only_a_guess_is_not_told_as_one() -> None:
    event = record("eventi/festa.md", "event", start="2021-10-15", tentative="true")
    (found, *_) = about("eventi/festa.md", *CASALASCO, event)
    assert not {"startDate", "endDate"} & set(found)


def test_an_organization_that_is_an_example_is_not_told_as_one_that_exists() -> None:
    example = organization("prova", title="Prova Provetti", example=True)
    assert {found["@type"] for found in about("enti/prova.md", *CASALASCO, example)} == {"BreadcrumbList"}
    (real, *_) = about("enti/mestieri.md")
    assert real["name"] == "Mestieri"
    assert "mestieri@example.org" not in json.dumps(real)


def test_questions_are_told_with_their_answers() -> None:
    body = "Prima.\n\n## Quanto **costa**?\n\nNiente: leggi [qui](x.md).\n\n## E poi?\n\nBasta.\n"
    page = record("faq.md", "page", body=body)
    (found, *_) = about("faq.md", *CASALASCO, page)
    assert found["@type"] == "FAQPage"
    asked = found["mainEntity"]
    assert isinstance(asked, list)
    assert [(x["name"], x["acceptedAnswer"]["text"]) for x in asked] == [
        ("Quanto costa?", "Niente: leggi qui."),
        ("E poi?", "Basta."),
    ]


def test_a_page_whose_headings_do_not_all_ask_is_none_of_questions() -> None:
    page = record("faq.md", "page", body="## Chi siamo\n\nNoi.\n\n## Perché?\n\nCosì.\n")
    kinds = {found["@type"] for found in about("faq.md", *CASALASCO, page)}
    assert kinds == {"BreadcrumbList"}


def test_the_way_to_a_page_is_absolute() -> None:
    *_, way = about("servizi/lavoro.md", language="ar")
    steps = way["itemListElement"]
    assert isinstance(steps, list)
    assert [(step["position"], step["item"]) for step in steps] == [
        (1, "https://prova.example/ar/"),
        (2, "https://prova.example/ar/servizi/"),
        (3, "https://prova.example/ar/servizi/lavoro/"),
    ]


def test_a_site_without_an_address_says_nothing_that_needs_one() -> None:
    told = voice(*CASALASCO, url="")
    head = make_page_head(told, make_page(told, told.catalogue.pages["servizi/lavoro.md"]))
    assert (head.about, head.feeds) == ((), ())


def test_pages_for_staff_are_not_told() -> None:
    page = record("aiuto.md", "page", for_staff="true", body="## Come?\n\nCosì.\n")
    assert about("aiuto.md", *CASALASCO, page) == []


@given(st.text())
def test_no_text_ends_its_script_and_every_text_comes_back(text: str) -> None:
    written = script_text({"name": f"</script><!--<script>{text}"})
    assert "<" not in written
    assert json.loads(written)["name"] == f"</script><!--<script>{text}"


def _with_desk(service: Record) -> Record:
    return service.model_copy(update={"locations": ("desk",), "providers": ("mestieri",)})


def _in(found: Entity, name: str) -> Entity:
    inner = found[name]
    assert isinstance(inner, dict)
    return inner

"""Finding a service by what one chooses: with scripts at once, without them by pages; both find the same."""

from __future__ import annotations

import json
import re
from random import Random

import pytest
from playwright.sync_api import Locator, expect

from sportello.catalogue.choices import FOLDERS, address_of
from sportello.catalogue.facets import DAYS, Facet
from sportello.catalogue.record import Record
from sportello.catalogue.values import Audience, Cost, LifeEvent, Way
from sportello.pages.directory_data import directory_data
from tests.e2e.reader import Reader, Readers
from tests.unit.pages.voices import CASALASCO, record, voice

PLACES = ("gussola", "tornata", "casalmaggiore")
CASES = 300


def field(reader: Reader, name: str) -> Locator:
    return reader.page.locator(f"select[name={name}]")


def found(reader: Reader) -> list[str]:
    """The titles of the services that are sure to fit."""
    return reader.page.locator(".sp-choices__sure h3:visible").all_inner_texts()


def status(reader: Reader) -> Locator:
    return reader.page.locator(".sp-choices [role=status]")


def option_count(reader: Reader, name: str, value: str) -> int:
    text = field(reader, name).locator(f"option[value={value}]").inner_text()
    return int(re.sub(r"\D", "", text.rpartition("(")[2]))


def test_choosing_filters_at_once_and_the_address_tells_it(readers: Readers) -> None:
    reader = readers.open().open("/servizi/")
    field(reader, "bisogno").select_option("lost-job")
    expect(status(reader)).to_contain_text("Servizi trovati: 8.")
    assert option_count(reader, "comune", "gussola") == 1
    field(reader, "comune").focus()
    field(reader, "comune").select_option("gussola")
    expect(status(reader)).to_contain_text("Servizi trovati: 1.")
    expect(field(reader, "comune")).to_be_focused()
    assert found(reader) == ["Cercare lavoro nel Casalasco"]
    assert reader.place == "/servizi/?bisogno=lost-job&comune=gussola"
    shared = readers.open().open(reader.place)
    expect(status(shared)).to_contain_text("Servizi trovati: 1.")
    assert found(shared) == found(reader)
    reader.page.go_back()
    expect(status(reader)).to_contain_text("Servizi trovati: 8.")
    assert field(reader, "comune").input_value() == ""
    reader.page.go_back()
    expect(status(reader)).to_be_empty()
    expect(reader.page.locator("#lost-job")).to_be_visible()


def test_without_scripts_need_and_municipality_are_two_links(readers: Readers) -> None:
    reader = readers.open(scripts=False).open("/servizi/")
    assert reader.page.locator("main select").count() == 0
    reader.follow(reader.page.locator("[data-facet=bisogno] [data-value=lost-job]"))
    assert reader.place == "/servizi/bisogno/lost-job/"
    reader.page.locator("summary", has_text="Scegli il tuo comune").click()
    reader.follow(reader.page.locator("main [data-value=gussola]"))
    assert reader.page.url.endswith("/servizi/comune/gussola/#lost-job")
    group = reader.page.locator("#lost-job + ul")
    assert group.locator("h3").all_inner_texts() == ["Cercare lavoro nel Casalasco"]
    reader.follow(group.get_by_role("link"))
    assert reader.place == "/servizi/ricerca-lavoro-casalasco/"


@pytest.mark.parametrize("language", ["it", "ar"])
def test_page_of_a_value_lists_what_the_script_finds(readers: Readers, language: str) -> None:
    still = readers.open(language, scripts=False)
    still.open(still.address("servizi/"))
    values = [
        (link.get_attribute("data-value") or "", int((link.locator("bdi").text_content() or "").strip("()")))
        for link in still.page.locator("[data-facet=come] a").all()
    ]
    assert values
    quick = readers.open(language)
    for value, count in values:
        still.open(still.address(f"servizi/come/{value}/"))
        listed = still.page.locator(".sp-card h2").all_inner_texts()
        quick.open(quick.address(f"servizi/?come={value}"))
        expect(status(quick)).to_contain_text(str(count))
        assert sorted(found(quick)) == sorted(listed)
        assert len(listed) == count
        unsure = still.page.locator("#da-verificare ~ ul h3").all_inner_texts()
        also = quick.page.locator(".sp-choices__unsure h3:visible").all_inner_texts()
        assert sorted(also) == sorted(unsure)


def test_nothing_found_leads_to_a_person_for_the_municipality(readers: Readers) -> None:
    reader = readers.open().open("/servizi/?bisogno=leave-school&comune=lainate")
    expect(status(reader)).to_contain_text("Chiedi a una persona")
    assert found(reader) == []
    ask = reader.page.locator(".sp-nobody")
    expect(ask.get_by_role("link", name="Guarda chi risponde nel tuo comune")).to_be_visible()
    assert ask.locator("[href^=tel]").count() == 0, "Job 2.0 has no telephone"
    field(reader, "comune").select_option("gussola")
    expect(ask.locator("[href^=tel]").first).to_have_attribute("href", "tel:+3903721786314")
    field(reader, "comune").select_option("lainate")
    expect(ask.locator("[href^=tel]")).to_have_count(0)
    reader.follow(ask.get_by_role("link", name="Ti contattiamo noi"))
    assert reader.place == "/moduli/it/contatto?comune=015116"


def test_in_arabic_the_choice_goes_along_into_another_language(readers: Readers) -> None:
    reader = readers.open("ar", phone=True)
    reader.open(reader.address("servizi/"))
    field(reader, "bisogno").select_option("need-to-talk")
    expect(status(reader)).to_contain_text("3")
    field(reader, "comune").select_option("lainate")
    expect(reader.page.locator(".sp-choices__sure h3")).to_have_count(1)
    assert reader.place == "/ar/servizi/?bisogno=need-to-talk&comune=lainate"
    reader.page.locator(".sp-tongues--narrow > summary").click()
    reader.follow(reader.page.locator(".sp-tongues--narrow a[hreflang=it]"))
    assert reader.place == "/servizi/?bisogno=need-to-talk&comune=lainate"
    expect(reader.page.locator(".sp-choices__sure h3")).to_have_text(["Gruppi di auto e mutuo aiuto"])


def test_filters_are_taken_off_again(readers: Readers) -> None:
    reader = readers.open().open("/servizi/?bisogno=care&come=pigeon&comune=atlantide")
    expect(status(reader)).to_contain_text("Servizi trovati: 1.")
    button = reader.button("Togli i filtri")
    button.click()
    expect(status(reader)).to_be_empty()
    expect(button).to_be_focused()
    assert reader.place == "/servizi/"


def test_without_the_data_the_pages_of_choices_are_offered(readers: Readers) -> None:
    reader = readers.open()
    reader.page.route("**/elenco.json", lambda route: route.fulfill(status=200, body="{"))
    reader.open("/servizi/?bisogno=care")
    expect(status(reader)).to_contain_text("Scegli dagli elenchi")
    expect(reader.page.locator("[data-facet=bisogno] [data-value=care]")).to_be_visible()


def test_script_and_catalogue_find_the_same(readers: Readers) -> None:
    """Services with any facets, any choice of values: the same lists, and counts as long as the lists they promise."""
    random = Random(33)  # noqa: S311 - nothing to guess
    reader = readers.open().open("/servizi/")
    for _ in range(3):
        speaker = voice(*CASALASCO, *_desks(random), *(_service(random, n) for n in range(40)))
        facets, data = speaker.catalogue.facets, directory_data(speaker, "servizi/index.md")
        choices = [_choice(random, facets.values) for _ in range(CASES // 3)]
        told = [{FOLDERS[f]: address_of(v) for f, v in choice.items()} for choice in choices]
        answers = reader.page.evaluate(
            """async ([data, choices]) => {
                const { filter } = await import("/assets/sportello/filtering.js");
                return choices.map((choice) => filter(data, choice));
            }""",
            [json.loads(json.dumps(data)), told],
        )
        paths = [f"servizi/{href.split('/')[-2]}.md" for href in _column(data, "hrefs")]
        for choice, answer in zip(choices, answers, strict=True):
            expected = facets.find(choice)
            assert {paths[n] for n in answer["sure"]} == {s.path for s in expected.sure}
            assert {paths[n] for n in answer["unsure"]} == {s.path for s in expected.unsure}
            for facet, counts in zip(Facet, answer["counts"], strict=True):
                promised = [len(facets.find({**choice, facet: v}).sure) for v in facets.values[facet]]
                assert counts == promised


def _column(data: dict[str, object], name: str) -> list[str]:
    column = data[name]
    assert isinstance(column, list)
    return column


def _desks(random: Random) -> list[Record]:
    return [
        record(
            f"sportelli/d{number}.md",
            "location",
            organization="mestieri",
            municipality="gussola",
            languages=random.sample(["it", "ar", "en"], random.randint(0, 2)),
            hours={day: ["09:00-12:00"] for day in random.sample(DAYS, random.randint(0, 3))} or None,
        )
        for number in range(5)
    ]


def _service(random: Random, number: int) -> Record:
    def some(values: object, most: int = 2) -> list[object]:
        known = list(values)  # type: ignore[call-overload]
        return random.sample(known, random.randint(0, min(most, len(known))))

    return record(
        f"servizi/s{number}.md",
        "service",
        eligibility=["x"],
        life_events=some(LifeEvent),
        audience=some(Audience),
        ways=some(Way),
        cost=random.choice([None, *Cost]),
        municipalities=some(PLACES),
        locations=some(f"d{n}" for n in range(5)),
    )


def _choice(random: Random, values: object) -> dict[Facet, str]:
    known = {facet: found for facet, found in dict(values).items() if found}  # type: ignore[call-overload]
    return {facet: random.choice(known[facet]) for facet in random.sample(list(known), random.randint(0, 4))}

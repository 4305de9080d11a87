"""The directory and the pages of choices: counts are the lengths of lists, and nobody meets an empty one."""

from __future__ import annotations

import gzip
import json
from random import Random
from typing import TypeVar

import pytest

from bench.words import Author
from sportello.catalogue.choices import FOLDERS, Choice, address_of, choice_path, with_choices
from sportello.catalogue.facets import Facet
from sportello.catalogue.record import Record
from sportello.catalogue.values import Audience, Cost, LifeEvent, Way
from sportello.pages.choice import MOST_UNSURE, ChoicePage
from sportello.pages.directory import MOST_OF_A_NEED, DirectoryPage
from sportello.pages.directory_data import MOST_OF_SUMMARIES, directory_files, shortened
from sportello.pages.head import PageData
from sportello.pages.make import make_page
from sportello.pages.render import make_renderer
from sportello.pages.voice import Voice

from .voices import CASALASCO, municipality, record, voice

P = TypeVar("P", bound=PageData)
DIRECTORY = "servizi/index.md"


def service(number: int, **fields: object) -> Record:
    return record(f"servizi/s{number}.md", "service", title=f"S{number:03}", eligibility=["x"], **fields)


SERVICES = (
    service(
        1, life_events=["lost_job", "new_here"], municipalities=["gussola"], cost="free", locations=["desk"]
    ),
    service(
        2, life_events=["lost_job"], municipalities=["tornata", "gussola"], audience=["women"], ways=["phone"]
    ),
    service(3, municipalities=["tornata"], cost="paid", status="suspended"),
    service(4, program="activity", life_events=["care"]),
)
TOWNS = (*CASALASCO, *SERVICES, municipality("deserto", "019999"))


def spoken(*records: Record, language: str = "it", **known: str) -> Voice:
    speaker = voice(*(records or TOWNS), language=language, known=known, fallback="mestieri")
    return Voice(with_choices(speaker.catalogue), speaker.translator, speaker.today)


def made(speaker: Voice, path: str, kind: type[P]) -> P:
    page = make_page(speaker, speaker.catalogue.pages[path])
    assert isinstance(page, kind)
    return page


def titles(page: ChoicePage) -> set[str]:
    return {card.title.text for group in page.groups for card in group.cards}


def test_counts_are_the_lengths_of_the_lists_that_they_lead_to() -> None:
    speaker = spoken()
    page = made(speaker, DIRECTORY, DirectoryPage)
    seen = 0
    for choices in page.choices:
        for value in choices.values:
            target = made(
                speaker, f"servizi/{value.href.removeprefix('../servizi/').rstrip('/')}.md", ChoicePage
            )
            assert len(titles(target)) == target.count == value.count
            seen += 1
    assert seen == sum(len(values) for values in speaker.catalogue.facets.values.values())
    assert [choices.name for choices in page.choices] == [FOLDERS[facet] for facet in Facet]


def test_pages_of_values_show_what_the_catalogue_finds() -> None:
    speaker = spoken()
    choices = [r for r in speaker.catalogue.pages.values() if isinstance(r, Choice)]
    for choice in choices:
        page = made(speaker, choice.path, ChoicePage)
        assert make_renderer(speaker).render(page).meta["description"]
        if choice.value is None:
            found = speaker.catalogue.facets.open_in(choice.facet)
            assert {card.title.text for card in page.unsure} == {s.title for s in found}
            continue
        result = speaker.catalogue.facets.find({choice.facet: choice.value})
        assert titles(page) == {s.title for s in result.sure}
        assert {card.title.text for card in page.unsure} == {s.title for s in result.unsure}


def test_a_need_leads_to_its_part_of_each_municipalitys_page() -> None:
    page = made(spoken(), "servizi/bisogno/lost-job.md", ChoicePage)
    assert page.places
    assert [(v.title.text, v.href, v.count) for v in page.places.values] == [
        ("Casalmaggiore", "../../../servizi/comune/casalmaggiore/#lost-job", 1),
        ("Gussola", "../../../servizi/comune/gussola/#lost-job", 3),
        ("Tornata", "../../../servizi/comune/tornata/#lost-job", 2),
    ]
    for value in page.places.values:
        town = made(spoken(), f"servizi/comune/{value.name}.md", ChoicePage)
        (group,) = (group for group in town.groups if group.name == "lost-job")
        assert len(group.cards) == value.count


def test_in_a_municipality_without_services_a_person_answers() -> None:
    speaker = spoken()
    page = made(speaker, "servizi/comune/deserto.md", ChoicePage)
    assert page.count == 0
    assert page.forms.contact == "/moduli/it/contatto?comune=019999"
    assert [answer.organization.title.text for answer in page.answers] == ["Mestieri"]
    assert page.phones[0].number == "0372 1786314"
    html = make_renderer(speaker).render(page).html("")
    assert "tel:+3903721786314" in html
    assert "ti diciamo a chi rivolgerti" in html


def test_who_answers_in_a_municipality_is_who_answers_for_its_programs() -> None:
    page = made(spoken(), "servizi/comune/casalmaggiore.md", ChoicePage)
    assert [answer.organization.title.text for answer in page.answers] == ["Energheia"]
    assert page.filters == "../../../servizi/?comune=casalmaggiore"


def test_breadcrumbs_lead_over_the_facet() -> None:
    page = made(spoken(), "servizi/lingua/ar.md", ChoicePage)
    assert [(link.title.text, link.href) for link in page.head.breadcrumbs] == [
        ("Casa", "../../../"),
        ("Servizi", "../../../servizi/"),
        ("Lingua parlata", "../../../servizi/lingua/"),
    ]
    assert page.head.title.text == "Lingua parlata: arabo"
    facet = made(spoken(), "servizi/lingua/index.md", ChoicePage)
    assert [link.title.text for link in facet.head.breadcrumbs] == ["Casa", "Servizi"]
    assert facet.values
    assert [value.title.text for value in facet.values.values] == ["arabo", "italiano"]


def test_services_stand_by_need_and_the_rest_behind() -> None:
    page = made(spoken(), DIRECTORY, DirectoryPage)
    found = [(s.group.name, [(c.title.text, c.note) for c in s.group.cards], s.rest) for s in page.shelves]
    assert found == [
        ("lost-job", [("Lavoro", None), ("S001", None), ("S002", None)], None),
        ("care", [("S004", None)], None),
        ("new-here", [("S001", None)], None),
        ("others", [("S003", "sospeso")], None),
    ]


def test_long_lists_lead_to_pages_of_their_own() -> None:
    many = [service(number, life_events=["care"]) for number in range(10, 10 + MOST_UNSURE + 1)]
    speaker = spoken(*TOWNS, *many)
    shelf = next(s for s in made(speaker, DIRECTORY, DirectoryPage).shelves if s.group.name == "care")
    assert len(shelf.group.cards) == MOST_OF_A_NEED < shelf.count == len(many) + 1
    assert shelf.rest == "../servizi/bisogno/care/"
    free = made(speaker, "servizi/costo/free.md", ChoicePage)
    assert free.unsure == ()
    assert free.unsure_count == len(many) + 3
    assert free.unsure_href == "../../../servizi/costo/"
    assert len(made(speaker, "servizi/costo/index.md", ChoicePage).unsure) == free.unsure_count


@pytest.mark.parametrize("language", ["it", "ar"])
def test_data_for_the_script_say_what_the_pages_say(language: str) -> None:
    speaker = spoken(language=language, Lavoro="عمل")
    ((path, content),) = directory_files(speaker)
    data = json.loads(content)
    assert path == "servizi/elenco.json"
    assert sorted(data["titles"]) == sorted(
        speaker.title(s).text for s in speaker.catalogue.services.values()
    )
    work = data["titles"].index("عمل")
    assert data["hrefs"][work] == "../servizi/lavoro/"
    assert (work in data["foreign"]["titles"]) is False
    assert data["notes"] == {str(data["titles"].index("S003")): "sospeso"}
    assert data["places"]["gussola"] == ["019052", ["0372 1786314", "tel:+3903721786314"]]
    assert data["places"]["casalmaggiore"] == ["019021"]
    for facet, told in zip(Facet, data["facets"], strict=True):
        assert told["name"] == FOLDERS[facet]
        for number, value in enumerate(speaker.catalogue.facets.values[facet]):
            assert told["values"][number] == address_of(value)
            page = made(speaker, choice_path(DIRECTORY, facet, value), ChoicePage)
            sure = {t for t, of in zip(data["titles"], told["of"], strict=True) if number in told["sets"][of]}
            assert sure == titles(page)


def test_a_site_without_services_says_so() -> None:
    speaker = spoken(
        record(DIRECTORY, "listing", title="Servizi", of="service"), municipality("borgo", "019000")
    )
    page = made(speaker, DIRECTORY, DirectoryPage)
    assert (page.choices, page.shelves) == ((), ())
    assert "Qui non c'è ancora niente." in make_renderer(speaker).render(page).html("")


def test_data_of_a_thousand_services_are_fetched_in_60_kilobytes() -> None:
    random = Random(1)  # noqa: S311 - nothing to guess
    towns = [municipality(f"t{number}", f"{900000 + number}") for number in range(100)]
    served = [[town.slug for town in random.sample(towns, 12)] for _ in range(25)]
    many = []
    for number in range(1000):
        author = Author(str(number))
        many.append(
            record(
                f"servizi/{'-'.join(author.words(2))}-{number}.md",
                "service",
                title=author.title(3),
                summary=author.sentence(14),
                eligibility=["x"],
                life_events=random.sample(list(LifeEvent), random.randint(0, 3)),
                audience=random.sample(list(Audience), random.randint(0, 3)),
                ways=random.sample(list(Way), random.randint(0, 3)),
                cost=random.choice([None, *Cost]),
                municipalities=random.choice(served),
            )
        )
    ((_, data),) = directory_files(spoken(*CASALASCO, *towns, *many))
    assert len(gzip.compress(data)) <= 60_000


def test_summaries_are_cut_only_where_all_together_are_too_long() -> None:
    short, long = "Una frase breve.", "parola " * 20
    assert shortened([short, long]) == [short, long]
    cut = shortened([short, long] * 800)
    assert cut[0] == short
    assert cut[1].endswith("parola…")
    assert sum(map(len, cut)) <= MOST_OF_SUMMARIES
    assert set(shortened([long] * 3000)) == {""}
    assert {len(text) for text in shortened(["字" * 90] * 1000)} == {80}

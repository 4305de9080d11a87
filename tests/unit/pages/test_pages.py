from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from sportello.catalogue.record import Record
from sportello.catalogue.values import Cost
from sportello.pages.event import EventPage
from sportello.pages.fields import FieldsPage
from sportello.pages.head import PageData
from sportello.pages.home import HomePage
from sportello.pages.listing import ListingPage
from sportello.pages.location import LocationPage
from sportello.pages.make import make_page
from sportello.pages.municipality import MunicipalityPage
from sportello.pages.organization import OrganizationPage
from sportello.pages.phrase import Phrase
from sportello.pages.program import ProgramPage
from sportello.pages.render import make_renderer
from sportello.pages.service import ServicePage
from sportello.pages.voice import Voice

from .voices import CASALASCO, TODAY, changed, organization, record, voice

P = TypeVar("P", bound=PageData)


def made(speaker: Voice, path: str, kind: type[P]) -> P:
    page = make_page(speaker, speaker.catalogue.pages[path])
    assert isinstance(page, kind)
    return page


def program(**fields: object) -> Record:
    return record("progetti/p.md", "program", status="ended", municipalities=["gussola"], **fields)


def test_untranslated_text_says_its_language_and_escapes_its_signs() -> None:
    assert str(Phrase("a < b", "it")) == '<span lang="it" dir="ltr">a &lt; b</span>'
    assert str(Phrase("a < b")) == "a &lt; b"


def test_texts_are_translated_one_by_one() -> None:
    page = made(voice(language="ar", known={"Lavoro": "عمل"}), "servizi/lavoro.md", ServicePage)
    assert page.head.title == Phrase("عمل")
    assert page.head.summary == Phrase("Riassunto", "it")


def test_names_that_run_the_other_way_are_isolated() -> None:
    arabic = voice(language="ar", known={"Gussola": "Gussola", "Lavoro": "Lavoro (عمل)"})
    assert str(arabic.phrase("Gussola", "x.md")) == '<bdi dir="ltr">Gussola</bdi>'
    assert str(arabic.phrase("Lavoro", "x.md")) == "Lavoro (عمل)"
    assert str(voice(language="en", known={"Gussola": "Gussola"}).phrase("Gussola", "x.md")) == "Gussola"


def test_records_stand_in_the_readers_order() -> None:
    records = [record(f"{name}.md", "page", title=name) for name in ("B", "C", "Z")]
    arabic = voice(language="ar", known={"Z": "أ", "C": "ب"})
    assert [item.title for item in arabic.by_title(records)] == ["Z", "C", "B"]
    links = [arabic.link(item, "index.md") for item in records]
    assert [link.title.text for link in arabic.in_order(links)] == ["أ", "ب", "B"]


def test_links_lead_to_the_original_of_what_does_not_exist_in_a_language() -> None:
    arabic = replace(voice(language="ar"), available={"servizi/lavoro.md": ("it", "en")})
    assert arabic.href("servizi/lavoro.md", "comuni/gussola.md") == "../../../servizi/lavoro/"
    assert arabic.href("servizi/index.md", "comuni/gussola.md") == "../../servizi/"
    english = replace(arabic, translator=voice(language="en").translator)
    assert english.href("servizi/lavoro.md", "comuni/gussola.md") == "../../servizi/lavoro/"


def test_breadcrumbs_lead_down_to_the_section() -> None:
    crumbs = made(voice(), "servizi/lavoro.md", ServicePage).head.breadcrumbs
    assert [(link.title.text, link.href) for link in crumbs] == [
        ("Casa", "../../"),
        ("Servizi", "../../servizi/"),
    ]
    assert made(voice(), "index.md", HomePage).head.breadcrumbs == ()


def test_date_of_change_is_the_editors_before_the_repositorys() -> None:
    speaker = voice(*CASALASCO, record("privacy.md", "page", updated="2021-02-03"))
    known = Voice(
        speaker.catalogue,
        speaker.translator,
        speaker.today,
        {"privacy.md": date(2022, 1, 1), "index.md": date(2022, 1, 2)},
    )
    heads = {path: make_page(known, record).head for path, record in known.catalogue.pages.items()}
    assert heads["privacy.md"].updated_text == "3 febbraio 2021"
    assert heads["index.md"].updated == date(2022, 1, 2)
    assert heads["servizi/lavoro.md"].updated is None


def test_desk_shows_hours_day_by_day() -> None:
    page = made(voice(), "sportelli/desk.md", LocationPage)
    assert [(row.day, row.spans) for row in page.hours][:2] == [
        ("lunedì", ("09:00–12:30", "14:00–17:00")),
        ("martedì", ()),
    ]
    assert page.languages == ("italiano", "arabo")
    assert page.now == "Fino a domenica 31 ottobre 2021 risponde solo online."
    assert page.contacts.phones[0].number == "0372 1786314"


def test_desk_shows_its_postcode_before_its_municipality() -> None:
    speaker = voice(*changed("sportelli/desk.md", postal_code="26040"))
    page = make_renderer(speaker).render(make_page(speaker, speaker.catalogue.pages["sportelli/desk.md"]))
    assert '26040 <a href="../../comuni/gussola/">Gussola</a>' in page.html("")


def test_funding_is_a_table_of_what_is_known() -> None:
    funding = {"total": "375000", "own_share": "75000", "own_share_kind": "Persone", "funders": ["mestieri"]}
    page = made(voice(*CASALASCO, program(funding=funding)), "progetti/p.md", ProgramPage)
    assert page.funding
    assert [(row.name, row.amount, row.note) for row in page.funding.rows] == [
        ("Costo totale", "375.000\xa0€", None),
        ("Cofinanziamento", "75.000\xa0€", Phrase("Persone")),
    ]
    assert [link.href for link in page.funding.funders] == ["../../enti/mestieri/"]


def test_timeline_prefers_the_editors_words_and_links_the_event() -> None:
    event = record("eventi/festa.md", "event", start="2021-10-15", program="p")
    milestones = [
        {"title": "Festa", "when": "metà ottobre", "date": "2021-10", "event": "festa"},
        {"title": "Inizio", "date": "2020-09"},
    ]
    page = made(voice(*CASALASCO, program(milestones=milestones), event), "progetti/p.md", ProgramPage)
    assert [str(m.when) for m in page.milestones] == ["metà ottobre", "settembre 2020"]
    assert page.milestones[0].event
    assert page.milestones[0].event.href == "../../eventi/festa/"
    assert page.calendar == "../p.ics"


def test_editions_keep_their_own_partners_and_phones() -> None:
    editions = [
        {"title": "2018", "partners": [{"organization": "mestieri", "role": "Ascolta"}]},
        {"title": "2020", "contacts": {"phones": [{"number": "02 9278300"}]}},
    ]
    page = made(voice(*CASALASCO, program(editions=editions)), "progetti/p.md", ProgramPage)
    assert [part.organization.title.text for part in page.editions[0].partners] == ["Mestieri"]
    assert page.editions[1].contacts.phones[0].href == "tel:+39029278300"


def test_organization_lists_all_that_it_does() -> None:
    extra = program(
        title="P",
        lead="energheia",
        partners=[{"organization": "energheia", "role": "Forma"}],
        editions=[{"title": "2018", "funding": {"funders": ["energheia"]}}],
    )
    page = made(voice(*CASALASCO, extra), "enti/energheia.md", OrganizationPage)
    found = [
        (r.program.title.text, r.edition and r.edition.text, r.role and r.role.text, r.lead, r.funder)
        for r in page.roles
    ]
    assert found == [
        ("P", None, None, True, False),
        ("P", None, "Forma", False, False),
        ("P", "2018", None, False, True),
    ]


def test_service_links_to_all_that_meets_its_need() -> None:
    needs = made(voice(), "servizi/lavoro.md", ServicePage).needs
    assert [link.href for link in needs] == ["../../servizi/bisogno/lost-job/"]


def test_that_a_service_is_free_is_said_in_the_editors_words_or_in_ours() -> None:
    free = voice(*changed("servizi/lavoro.md", cost=Cost.FREE))
    assert made(free, "servizi/lavoro.md", ServicePage).fees == Phrase("Gratis")
    worded = voice(*changed("servizi/lavoro.md", cost=Cost.FREE, fees="Gratis per tutti."))
    assert made(worded, "servizi/lavoro.md", ServicePage).fees == Phrase("Gratis per tutti.")
    assert made(voice(), "servizi/lavoro.md", ServicePage).fees is None


@pytest.mark.parametrize("kind", ["program", "organization", "location", "municipality", "event", "news"])
def test_every_kind_can_be_listed(kind: str) -> None:
    event = record("eventi/e.md", "event", start="2021-10-15")
    news = record("notizie/n.md", "news", date="2021-05")
    listing = record("elenco.md", "listing", of=kind)
    page = made(voice(*CASALASCO, event, news, listing), "elenco.md", ListingPage)
    listed = {card.title.text for group in page.groups for card in group.cards}
    records = [r for r in (*CASALASCO, event, news) if r.kind == kind]
    assert listed == {r.title for r in records}


def test_past_events_are_told_as_past() -> None:
    past = record("eventi/ieri.md", "event", start="2021-05-31")
    today = record("eventi/oggi.md", "event", start="2021-05-31", end="2021-06-01")
    speaker = voice(*CASALASCO, past, today, record("eventi/index.md", "listing", of="event"))
    groups = made(speaker, "eventi/index.md", ListingPage).groups
    assert {group.name: [c.href for c in group.cards] for group in groups} == {
        "coming": ["../eventi/oggi/"],
        "past": ["../eventi/ieri/"],
    }
    assert made(speaker, "eventi/ieri.md", EventPage).over
    assert not made(speaker, "eventi/oggi.md", EventPage).over


def test_front_page_leads_from_needs_to_services() -> None:
    page = made(voice(), "index.md", HomePage)
    assert [(need.name, need.href, [s.href for s in need.services]) for need in page.needs] == [
        ("lost-job", "servizi/bisogno/lost-job/", ["servizi/lavoro/"])
    ]
    assert [link.title.text for link in page.municipalities] == ["Casalmaggiore", "Gussola", "Tornata"]
    assert page.finder == "/moduli/it/"


def test_reference_names_every_field_with_its_type() -> None:
    page = made(voice(*CASALASCO, record("campi.md", "fields")), "campi.md", FieldsPage)
    rows = {(kind.name, row.name): row for kind in page.kinds for row in kind.rows}
    assert rows["program", "routes[].organization"].type == "nome di una pagina"
    assert rows["program", "status"].values == ("planned", "active", "ended")
    assert rows["program", "title"].required
    assert rows["program", "title"].translated
    assert not rows["municipality", "istat"].translated
    assert rows["organization", "contacts.phones[].number"].type == "numero di telefono"
    assert rows["program", "funding.total"].type == "cifra in euro"
    assert rows["event", "start"].type == "data"
    assert rows["program", "period.start"].type == "data, o mese, o anno"
    assert rows["location", "hours.monday"].type == "elenco: orario"
    assert rows["location", "by_appointment"].type == "true o false"
    assert rows["organization", "contacts.web"].type == "indirizzo web"
    assert rows["organization", "requests_to"].type == "indirizzo e-mail"
    assert "Assistenza sociale" in rows["service", "topics"].values
    assert rows["service", "topics"].type == "elenco: scelta"
    assert rows["service", "category"].translated
    assert all(row.description for row in rows.values())


def test_organization_without_requests_says_so() -> None:
    speaker = voice(organization("a"), record("enti/b.md", "organization"))
    assert made(speaker, "enti/a.md", OrganizationPage).receives_requests
    assert not made(speaker, "enti/b.md", OrganizationPage).receives_requests


def test_desk_that_has_opened_says_no_more_that_it_is_online_only() -> None:
    speaker = voice(*changed("sportelli/desk.md", online_only_until=TODAY))
    assert made(speaker, "sportelli/desk.md", LocationPage).now is None


def test_event_whose_date_is_not_certain_is_listed_in_the_editors_words_and_not_announced() -> None:
    fair = record(
        "eventi/fiera.md",
        "event",
        start="2099-10-15",
        tentative=True,
        when="metà ottobre",
        program="activity",
    )
    speaker = voice(*CASALASCO, fair)
    (card,) = made(speaker, "progetti/activity.md", ProgramPage).events
    assert card.note == Phrase("metà ottobre")
    assert made(speaker, "index.md", HomePage).events == ()


def test_page_for_staff_is_kept_out_of_search() -> None:
    speaker = voice(*CASALASCO, record("guida.md", "page", for_staff=True), record("aiuto.md", "page"))
    renderer = make_renderer(speaker)
    metas = [
        renderer.render(make_page(speaker, speaker.catalogue.pages[path])).meta
        for path in ("guida.md", "aiuto.md")
    ]
    assert [meta.get("robots") for meta in metas] == ["noindex", None]


def test_keywords_are_those_of_the_readers_language_only() -> None:
    service = record("servizi/aiuto.md", "service", eligibility=["Tutti"], keywords=["affitto", "mutuo"])
    known = {"affitto; mutuo": "rent; mortgage; arrears"}
    voices = (voice(*CASALASCO, service), voice(*CASALASCO, service, language="en", known=known))
    said = [made(speaker, service.path, ServicePage).head.keywords for speaker in voices]
    assert said == ["affitto; mutuo", "rent; mortgage; arrears"]
    untold = voice(*CASALASCO, service, language="ar")
    assert made(untold, service.path, ServicePage).head.keywords is None


def test_a_municipality_is_looked_for_by_every_spelling() -> None:
    town = record(
        "comuni/s.md",
        "municipality",
        istat="019090",
        province="Cremona",
        spellings=["S. Giovanni", "San Zuan"],
    )
    assert made(voice(*CASALASCO, town), town.path, MunicipalityPage).head.keywords == "S. Giovanni; San Zuan"


SEVERAL = record(
    "eventi/incontri.md",
    "event",
    start="2021-05-03",
    hours="18:00-19:00",
    more_dates=[
        {"start": "2021-07-05"},
        {"start": "2021-06-07", "hours": "10:00-11:00"},
        {"start": "2021-05-31", "end": "2021-06-01"},
    ],
)


def test_event_with_several_dates_shows_the_next_one_first_and_those_to_come() -> None:
    page = made(voice(*CASALASCO, SEVERAL), SEVERAL.path, EventPage)
    assert (page.date, page.hours, page.over) == (
        "lunedì 31 maggio 2021 – martedì 1 giugno 2021",
        "18:00–19:00",
        False,
    )
    assert [(held.date, held.hours) for held in page.more_dates] == [
        ("lunedì 7 giugno 2021", "10:00–11:00"),
        ("lunedì 5 luglio 2021", "18:00–19:00"),
    ]


def test_event_with_several_dates_is_over_after_the_last() -> None:
    later = replace(voice(*CASALASCO, SEVERAL), today=date(2021, 7, 6))
    page = made(later, SEVERAL.path, EventPage)
    assert page.over
    assert [page.date, *(held.date for held in page.more_dates)] == [
        "lunedì 5 luglio 2021",
        "lunedì 3 maggio 2021",
        "lunedì 31 maggio 2021 – martedì 1 giugno 2021",
        "lunedì 7 giugno 2021",
    ]


def test_lists_name_the_next_date_and_order_by_it() -> None:
    other = record("eventi/festa.md", "event", start="2021-06-03")
    listing = record("eventi/index.md", "listing", of="event")
    (group,) = made(
        replace(voice(*CASALASCO, SEVERAL, other, listing), today=date(2021, 6, 2)), listing.path, ListingPage
    ).groups
    assert [card.note for card in group.cards] == [
        "giovedì 3 giugno 2021",
        "lunedì 7 giugno 2021 e un'altra data",
    ]

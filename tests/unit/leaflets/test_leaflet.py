from __future__ import annotations

from dataclasses import replace

from sportello.catalogue.model import Location, Program
from sportello.catalogue.parts import Contacts
from sportello.catalogue.site import LeafletFormat
from sportello.catalogue.values import Status
from sportello.leaflets.leaflet import Leaflet, make_leaflet
from sportello.leaflets.sheets import Press, make_sheets
from sportello.pages.printed import print_links
from sportello.pages.voice import Voice
from tests.unit.pages.voices import changed, voice

URL = "https://prova.example/"
PHONE = Contacts.model_validate({"phones": [{"number": "0375 40200"}]})


def leaflet(told: Voice, kind: type[Program | Location]) -> Leaflet:
    found = next(page for page in told.catalogue.pages.values() if isinstance(page, kind))
    return make_leaflet(told, found)


def printed(language: str, *formats: LeafletFormat) -> Voice:
    return replace(voice(language=language), leaflets=formats)


def test_of_several_who_answer_those_without_a_phone_are_left_out() -> None:
    program = leaflet(voice(), Program)
    assert [str(ring.name) for ring in program.rings] == ["Mestieri"]
    assert [place.text for place in program.municipalities] == ["Casalmaggiore"]


def test_of_several_who_answer_each_is_named_with_its_places() -> None:
    program = leaflet(voice(*changed("enti/energheia.md", contacts=PHONE)), Program)
    said = {
        str(ring.name): ({place.title.text for place in ring.places}, [p.number for p in ring.phones])
        for ring in program.rings
    }
    assert said == {
        "Mestieri": ({"Gussola", "Tornata"}, ["0372 1786314"]),
        "Energheia": ({"Casalmaggiore"}, ["0375 40200"]),
    }
    assert program.municipalities == ()


def test_the_only_one_who_answers_needs_no_name() -> None:
    program = leaflet(voice(*changed("progetti/activity.md", routes=())), Program)
    assert [(ring.name, ring.places) for ring in program.rings] == [(None, ())]


def test_a_desk_says_when_it_is_open_and_in_which_languages() -> None:
    desk = leaflet(voice(), Location)
    assert desk.hours[0].spans == ("09:00–12:30", "14:00–17:00")
    assert (desk.way_in, desk.address, desk.languages) == (
        "Solo su appuntamento",
        "Gussola",
        ("italiano", "arabo"),
    )
    assert [notice.text for notice in desk.notices] == [
        "Fino a domenica 31 ottobre 2021 risponde solo online.",
        "Non è confermato da poco: telefona prima di andare.",
    ]


def test_codes_lead_to_the_page_and_the_form_in_the_readers_language() -> None:
    program = leaflet(voice(language="ar"), Program)
    assert program.page == f"{URL}ar/progetti/activity/"
    assert program.form == f"{URL}moduli/ar/contatto?progetto=activity"


def test_without_an_address_there_are_no_codes() -> None:
    program = leaflet(voice(url=""), Program)
    assert (program.page, program.form) == (None, None)


def test_a_program_that_takes_no_requests_has_no_code_for_them() -> None:
    program = leaflet(voice(*changed("progetti/activity.md", status=Status.ENDED)), Program)
    assert program.form is None
    assert program.page == f"{URL}progetti/activity/"


def test_phones_and_addresses_run_from_left_to_right_on_an_arabic_sheet() -> None:
    arabic = voice(language="ar")
    html = Press(arabic).half(leaflet(arabic, Program), LeafletFormat.A4)
    assert '<bdi dir="ltr">0372 1786314</bdi>' in html
    assert f'<bdi dir="ltr">{URL}ar/progetti/activity/</bdi>' in html
    assert '<article lang="ar" dir="rtl"' in html


def test_pages_link_to_every_sheet_that_is_made() -> None:
    formats = tuple(LeafletFormat)
    voices = {code: printed(code, *formats) for code in ("it", "ar")}
    sheets = {sheet.path for sheet in make_sheets(voices, "it")}
    linked = {
        link.href.lstrip("./")
        for told in voices.values()
        for page in ("progetti/activity.md", "sportelli/desk.md")
        for link in print_links(told, page)
    }
    assert linked == sheets
    assert "volantini/ar/progetti/activity-a4-it.pdf" in sheets
    assert "volantini/it/progetti/activity-a4-it.pdf" not in sheets


def test_a_sheet_in_two_languages_says_both() -> None:
    voices = {code: printed(code, LeafletFormat.BILINGUAL) for code in ("it", "ar")}
    sheet = next(make_sheets(voices, "it"))
    assert [sheet.html.count(f'<article lang="{code}"') for code in ("it", "ar")] == [1, 1]
    assert sheet.html.index('<article lang="it"') < sheet.html.index('<article lang="ar"')

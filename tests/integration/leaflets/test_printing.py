from __future__ import annotations

import pickle
import re
import subprocess
import sys

import pytest

from sportello.catalogue.model import Location, Program
from sportello.catalogue.site import LeafletFormat
from sportello.leaflets.ready import why_not
from sportello.leaflets.sheets import Sheet, make_sheets
from tests.integration.leaflets.pdf import Pdf
from tests.unit.leaflets.test_leaflet import URL, printed
from tests.unit.pages.voices import changed, voice

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))

WORDS = {
    "ar": "المساعدة والاندماج",
    "uk": "Підтримка і їжа",
    "zh": "帮助与咨询",
    "ro": "Șomaj și muncă",
    "sq": "Ndihmë për punën",
}


def print_it(sheet: Sheet) -> Pdf:
    from sportello.leaflets.printing import print_sheet  # noqa: PLC0415 - not without Pango

    return Pdf(print_sheet(sheet))


def sheets(language: str = "it", *formats: LeafletFormat) -> list[Sheet]:
    codes = dict.fromkeys(("it", language))
    voices = {code: printed(code, *(formats or (LeafletFormat.A4,))) for code in codes}
    return [sheet for sheet in make_sheets(voices, "it") if sheet.language == language]


def saying(words: str, language: str) -> Sheet:
    html = f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"><title>{words}</title><p>{words}'
    return Sheet("x.pdf", "x.md", language, "a4", html)


@pytest.fixture(scope="module")
def arabic() -> Pdf:
    return print_it(sheets("ar")[0])


def test_it_is_tagged_for_those_who_have_it_read_to_them(arabic: Pdf) -> None:
    assert (arabic.at("/Lang"), arabic.at("/MarkInfo", "/Marked")) == ("ar", True)
    assert arabic.at("/ViewerPreferences", "/DisplayDocTitle")
    assert str(arabic.reader.metadata and arabic.reader.metadata.title).startswith("Activity – ")
    assert re.search(rb'pdfuaid:part(>|=")1', arabic.at("/Metadata").get_data())
    assert len(arabic.elements("/H1")) == 1
    assert len(arabic.elements("/H2")) > 2


def test_every_code_says_in_words_where_it_leads(arabic: Pdf) -> None:
    said = {str(figure["/Alt"]).removeprefix("Codice QR: ") for figure in arabic.elements("/Figure")}
    assert said == {f"{URL}ar/progetti/activity/", f"{URL}moduli/ar/contatto?progetto=activity"}


def test_a_phone_reads_the_codes(arabic: Pdf) -> None:
    assert arabic.codes() == {
        f"{URL}ar/progetti/activity/",
        f"{URL}moduli/ar/contatto?progetto=activity",
    }


def test_phones_are_not_turned_round(arabic: Pdf) -> None:
    assert "0372 1786314" in arabic.text


@pytest.mark.parametrize("language", WORDS)
def test_the_letters_of_a_language_are_there_and_known_as_such(language: str) -> None:
    pdf = print_it(saying(WORDS[language], language))
    assert pdf.text == WORDS[language]
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for font in pdf.at("/Pages", "/Kids")[0].get_object()["/Resources"]["/Font"].values()
    }
    assert {font.split("-")[0] for font in fonts} <= {"Sportello", "Sportello Arabic", "Sportello Chinese"}


def test_a_sheet_has_the_same_bytes_in_every_process() -> None:
    sheet = sheets("ar")[0]
    program = (
        "import sys, pickle; from sportello.leaflets.printing import print_sheet;"
        "sys.stdout.buffer.write(print_sheet(pickle.load(sys.stdin.buffer)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], input=pickle.dumps(sheet), capture_output=True, check=True
    )
    assert run.stdout == print_it(sheet).data


@pytest.mark.parametrize("form", LeafletFormat)
def test_a_long_text_gets_smaller_and_is_whole(form: LeafletFormat) -> None:
    long = tuple(
        f"Persona numero {number} che cerca lavoro vicino a casa e ha bisogno di aiuto"
        for number in range(16)
    )
    told = voice(*changed("progetti/activity.md", eligibility=long))
    voices = {
        code: type(told)(told.catalogue, printed(code).translator, told.today, leaflets=(form,))
        for code in ("it", "ar")
    }
    sheet = next(sheet for sheet in make_sheets(voices, "it") if sheet.page.startswith("progetti"))
    pdf = print_it(sheet)
    assert pdf.pages == sheet.sides
    assert all(f"Persona numero {number} che" in pdf.text for number in range(16))


def test_a_desk_fits_a_card_of_two_sides() -> None:
    [program, desk] = sheets("it", LeafletFormat.A6)
    assert (program.page, desk.page) == ("progetti/activity.md", "sportelli/desk.md")
    pdf = print_it(desk)
    assert pdf.pages == 2
    width, height = (float(side) / 72 * 25.4 for side in pdf.reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (105, 148)
    assert "09:00–12:30" in pdf.text


def test_kinds_without_leaflets_have_none() -> None:
    records = voice().catalogue.pages
    assert {type(records[sheet.page]) for sheet in sheets()} == {Program, Location}

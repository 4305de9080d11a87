"""The leaflets of the first site: all there, each on its paper, in its language, with the phone of its page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from sportello.catalogue import Catalogue
from sportello.catalogue.model import Location, Program
from sportello.leaflets.leaflet import make_leaflet
from sportello.leaflets.ready import why_not
from sportello.leaflets.sheets import Sheet, make_sheets
from sportello.leaflets.voices import make_voices
from sportello.pages.voice import Voice
from sportello.translation import lang_tag
from tests.integration.leaflets.pdf import Pdf

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))

LARGEST = 100_000
"""Bytes of a leaflet."""


@pytest.fixture(scope="module")
def voices(catalogue: Catalogue) -> Mapping[str, Voice]:
    return make_voices(catalogue, date(2026, 11, 22), {}, {}, catalogue.site.options.leaflets)


@pytest.fixture(scope="module")
def sheets(built_site: Path, voices: Mapping[str, Voice]) -> Mapping[str, tuple[Sheet, Pdf]]:
    """Each sheet and its PDF, by its path."""
    wanted = {sheet.path: sheet for sheet in make_sheets(voices, "it")}
    found = {str(file.relative_to(built_site)): file for file in (built_site / "volantini").rglob("*.pdf")}
    assert found.keys() == wanted.keys()
    return {path: (sheet, Pdf(found[path].read_bytes())) for path, sheet in wanted.items()}


def test_programs_and_desks_have_theirs_in_every_language(
    catalogue: Catalogue, sheets: Mapping[str, tuple[Sheet, Pdf]]
) -> None:
    languages, subjects = catalogue.site.options.languages, (*catalogue.programs, *catalogue.locations)
    assert len(sheets) == 2 * len(languages) * len(subjects)


def test_each_fits_its_paper_and_is_small(sheets: Mapping[str, tuple[Sheet, Pdf]]) -> None:
    bad = {
        path: (pdf.pages, len(pdf.data))
        for path, (sheet, pdf) in sheets.items()
        if pdf.pages > sheet.sides or len(pdf.data) > LARGEST
    }
    assert bad == {}


def test_each_says_its_language_and_title(sheets: Mapping[str, tuple[Sheet, Pdf]]) -> None:
    for sheet, pdf in sheets.values():
        assert pdf.at("/Lang") == lang_tag(sheet.language)
        assert pdf.reader.metadata is not None
        assert pdf.reader.metadata.title


def test_each_says_the_phones_of_its_page(
    catalogue: Catalogue, voices: Mapping[str, Voice], sheets: Mapping[str, tuple[Sheet, Pdf]]
) -> None:
    subjects: dict[str, Program | Location] = {**catalogue.programs, **catalogue.locations}
    printed = 0
    for sheet, pdf in sheets.values():
        record = subjects[sheet.page.rsplit("/", 1)[-1].removesuffix(".md")]
        phones = {phone.number for ring in make_leaflet(voices["it"], record).rings for phone in ring.phones}
        assert [phone for phone in phones if phone not in pdf.text] == [], sheet.path
        printed += len(phones)
    assert printed > len(sheets)


@pytest.mark.parametrize("language", ["it", "ar", "zh"])
def test_cameras_find_the_page_in_the_language(
    language: str, sheets: Mapping[str, tuple[Sheet, Pdf]], voices: Mapping[str, Voice]
) -> None:
    for paper in ("a4", "a6"):
        _, pdf = sheets[f"volantini/{language}/sportelli/job-caffe-{paper}.pdf"]
        assert f"{voices[language].root_url}sportelli/job-caffe/" in pdf.codes()

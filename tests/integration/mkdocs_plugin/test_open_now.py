"""A desk with made-up hours in a real build: its week, what the script needs, its calendar."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import html5lib
import pytest
from icalendar import Calendar

from tests.pagecheck import check_page

from .conftest import TREE, Built, build, draw

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DESK = """\
=== docs/sportelli/prova.md
---
kind: location
title: Sportello di prova
summary: Non esiste
organization: mestieri
municipality: gussola
programs: [activity]
hours:
  monday: ["09:00-12:30", "14:00-17:00"]
  tuesday: ["09:00-12:30"]
closures:
  - {start: 2026-12-24, end: 2027-01-10, reason: "«ferie» & 'pulizie'"}
---
=== docs/sportelli/ignoto.md
---
kind: location
title: Sportello senza orario
summary: Non esiste
organization: mestieri
municipality: gussola
by_appointment: true
---
=== translations/ar/content/sportelli/prova.po
msgid ""
msgstr "Language: ar\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "Sportello di prova"
msgstr "مكتب"
"""
NOVEMBER_22 = "1795305600"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site with two desks, as built on a certain day."""
    made = build(draw(tmp_path_factory.mktemp("desks"), TREE + DESK), SOURCE_DATE_EPOCH=NOVEMBER_22)
    assert made.status == 0, made.output
    return made


def parsed(html: str) -> Element:
    page: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return page


def data_of(html: str) -> list[dict[str, list[list[str]]]]:
    return [json.loads(place.attrib["data-now"]) for place in parsed(html).iterfind(".//*[@data-now]")]


def has_script(html: str) -> bool:
    return any("open.js" in (script.get("src") or "") for script in parsed(html).iter("script"))


@pytest.mark.parametrize(
    "path", ["sportelli/prova", "ar/sportelli/prova", "progetti/activity", "comuni/gussola"]
)
def test_pages_that_show_the_desk_know_its_hours(opened: Built, path: str) -> None:
    html = opened.page(path)
    check_page(html, path)
    (data,) = data_of(html)
    assert {kind for kind, _ in data["says"]} == {"open", "closed"}
    assert has_script(html)


def test_a_page_without_known_hours_loads_no_script(opened: Built) -> None:
    for path in ("sportelli/ignoto", "servizi/lavoro", ""):
        assert not has_script(opened.page(path))
        assert data_of(opened.page(path)) == []
    assert (opened.folder / "assets/sportello/open.js").is_file()


def test_closures_are_told_in_words_and_in_the_sentence(opened: Built) -> None:
    page = parsed(opened.page("sportelli/prova"))
    told = ["".join(item.itertext()) for item in page.iter("li")]
    assert "martedì 8 dicembre 2026: giorno festivo" in told
    assert "giovedì 24 dicembre 2026 – domenica 10 gennaio 2027: «ferie» & 'pulizie'" in told
    (data,) = data_of(opened.page("sportelli/prova"))
    assert ["closed", "Oggi chiuso: «ferie» & 'pulizie'. Apre lunedì alle 9:00"] in data["says"]


def test_its_calendar_can_be_taken_and_subscribed_to(opened: Built) -> None:
    links = {a.get("href") for a in parsed(opened.page("ar/sportelli/prova")).iter("a")}
    assert {"../prova.ics", "webcal://prova.example/ar/sportelli/prova.ics"} <= links
    calendar = Calendar.from_ical((opened.folder / "ar/sportelli/prova.ics").read_bytes())
    assert calendar["NAME"] == "مكتب"
    assert not (opened.folder / "sportelli/ignoto.ics").exists()

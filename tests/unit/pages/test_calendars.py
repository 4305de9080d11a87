from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar

from sportello.pages.calendars import calendar_files

from .voices import CASALASCO, record, voice


def events_of(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_whole_days_end_on_the_day_after() -> None:
    event = record(
        "eventi/festa.md",
        "event",
        start="2021-10-15",
        end="2021-10-16",
        tentative="true",
        updated="2021-03-04",
    )
    path, data = next(calendar_files(voice(*CASALASCO, event)))
    (entry,) = events_of(data)
    assert path == "eventi/festa.ics"
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (date(2021, 10, 15), date(2021, 10, 17))
    assert entry["STATUS"] == "TENTATIVE"
    assert entry.decoded("DTSTAMP") == datetime(2021, 3, 4, tzinfo=UTC)
    assert entry["URL"] == "https://prova.example/eventi/festa/"


def test_hours_are_rome_time_with_its_rules() -> None:
    event = record(
        "eventi/festa.md", "event", start="2021-10-31", hours="09:00-12:00", municipality="gussola"
    )
    _, data = next(calendar_files(voice(*CASALASCO, event)))
    (entry,) = events_of(data)
    assert entry.decoded("DTSTART").astimezone(UTC) == datetime(2021, 10, 31, 8, tzinfo=UTC)
    assert entry["DTSTART"].params["TZID"] == "Europe/Rome"
    assert entry["LOCATION"] == "Gussola"
    assert b"BEGIN:VTIMEZONE" in data


def test_program_has_a_calendar_of_its_events() -> None:
    events = [record(f"eventi/{name}.md", "event", start="2021-10-15", program="activity") for name in "ab"]
    found = dict(calendar_files(voice(*CASALASCO, *events)))
    assert sorted(found) == ["eventi/a.ics", "eventi/b.ics", "progetti/activity.ics", "sportelli/desk.ics"]
    assert [e["UID"] for e in events_of(found["progetti/activity.ics"])] == [
        "a@prova.example",
        "b@prova.example",
    ]


def test_identity_is_the_same_in_every_language_and_words_are_not() -> None:
    event = record("eventi/festa.md", "event", title="Festa", start="2021-10-15")
    italian, arabic = (
        events_of(next(calendar_files(voice(*CASALASCO, event, language=code, known={"Festa": "حفلة"})))[1])[
            0
        ]
        for code in ("it", "ar")
    )
    assert italian["UID"] == arabic["UID"]
    assert arabic["SUMMARY"] == "حفلة"
    assert arabic["URL"] == "https://prova.example/ar/eventi/festa/"


def test_words_say_their_language_and_the_address_is_of_a_page_that_exists() -> None:
    event = record("eventi/festa.md", "event", title="Festa", start="2021-10-15")
    arabic = voice(*CASALASCO, event, language="ar", known={"Festa": "حفلة"})
    (entry,) = events_of(next(calendar_files(arabic))[1])
    said = [entry[name].params["LANGUAGE"] for name in ("SUMMARY", "DESCRIPTION")]
    assert said == ["ar", "it"]
    assert entry["URL"] == "https://prova.example/ar/eventi/festa/"
    (entry,) = events_of(next(calendar_files(replace(arabic, available={"eventi/festa.md": ("it",)})))[1])
    assert entry["URL"] == "https://prova.example/eventi/festa/"

"""Calendars of desks and of events with several dates, read back by the libraries that calendar programs use."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from sportello.catalogue.model import Location
from sportello.catalogue.opening.instants import openings
from sportello.catalogue.record import Record
from sportello.pages.calendars import calendar_files
from sportello.pages.desk_calendar import DAYS
from sportello.pages.open_now import timetable
from sportello.pages.subscriptions import subscription

from .voices import CASALASCO, TODAY, record, voice

WEEK = {"monday": ["09:00-12:30", "14:00-17:00"], "wednesday": ["09:00-12:30"], "saturday": ["09:00-12:00"]}
HOLIDAYS = [{"start": "2021-08-09", "end": "2021-08-22", "reason": "ferie"}]


def desk(**fields: object) -> Record:
    return record(
        "sportelli/prova.md",
        "location",
        title="Sportello di prova",
        organization="mestieri",
        municipality="gussola",
        **fields,
    )


def entries(*records: Record, path: str = "sportelli/prova.ics", language: str = "it") -> list[Any]:
    """The events of a calendar file."""
    speaker = voice(*CASALASCO, *records, language=language)
    return list(Calendar.from_ical(dict(calendar_files(speaker))[path]).walk("VEVENT"))


def told(location: Record) -> list[tuple[datetime, datetime]]:
    """Every opening that a calendar program would show, in UTC."""
    found = []
    for entry in entries(location):
        if "RRULE" not in entry:
            continue
        start, length = entry.start, entry.end - entry.start
        rule = entry["RRULE"].to_ical().decode()
        dates = rruleset()
        dates.rrule(rrulestr(rule, dtstart=start))
        left_out = entry.get("EXDATE")
        for day in left_out.dts if left_out else ():
            dates.exdate(day.dt)
        found += [
            (at.astimezone(UTC), (at.replace(tzinfo=None) + length).replace(tzinfo=at.tzinfo).astimezone(UTC))
            for at in dates
        ]
    return sorted(found)


@pytest.mark.parametrize("hours", [WEEK, {"sunday": ["03:30-04:00"]}])
def test_the_openings_are_those_of_the_timetable(hours: dict[str, list[str]]) -> None:
    location = desk(hours=hours, closures=HOLIDAYS)
    assert isinstance(location, Location)
    speaker = voice(*CASALASCO, location)
    monday = TODAY - timedelta(days=TODAY.weekday())
    expected = list(openings(timetable(speaker, location).days(monday, DAYS)))
    assert told(location) == [(opening.start, opening.end) for opening in expected]


@settings(max_examples=20)
@given(st.lists(st.dates(date(2021, 5, 20), date(2022, 7, 1)), max_size=4))
def test_no_closure_is_announced_as_open(days: list[date]) -> None:
    closed = [{"start": day, "reason": "ferie"} for day in days]
    starts = {start.date() for start, _ in told(desk(hours=WEEK, closures=closed))}
    assert starts
    assert starts.isdisjoint(days)


def test_closures_are_days_with_their_reason() -> None:
    found = {
        (entry.decoded("DTSTART"), entry.decoded("DTEND")): (entry["SUMMARY"], entry["DESCRIPTION"])
        for entry in entries(desk(hours=WEEK, closures=HOLIDAYS))
        if "RRULE" not in entry
    }
    assert found[date(2021, 8, 9), date(2021, 8, 23)] == ("Sportello di prova: chiuso", "ferie")
    assert len(found) == 1, "no holidays: calendars have them"


def test_a_reason_that_is_not_translated_says_its_language() -> None:
    (closed,) = [
        entry for entry in entries(desk(closures=HOLIDAYS), language="ar") if entry.start == date(2021, 8, 9)
    ]
    assert closed["DESCRIPTION"].params["LANGUAGE"] == "it"


def test_whoever_looks_is_not_busy_and_names_stay_between_builds() -> None:
    found = entries(desk(hours=WEEK, closures=HOLIDAYS, by_appointment=True))
    assert {entry["TRANSP"] for entry in found} == {"TRANSPARENT"}
    names = [str(entry["UID"]) for entry in found]
    assert names[:3] == [f"prova-{hours}@prova.example" for hours in ("0900-1230", "1400-1700", "0900-1200")]
    assert len(set(names)) == len(names)
    assert found[0]["DESCRIPTION"] == "Solo su appuntamento"
    assert found[0]["RRULE"]["BYDAY"] == ["MO", "WE"]


def test_a_desk_of_which_nothing_is_known_has_no_calendar() -> None:
    past = [{"start": "2021-05-01", "reason": "ferie"}]
    for location in (desk(), desk(hours={"monday": []}), desk(by_appointment=True, closures=past)):
        assert "sportelli/prova.ics" not in dict(calendar_files(voice(*CASALASCO, location)))


def test_programs_read_it_every_day_under_its_name() -> None:
    speaker = voice(*CASALASCO, desk(hours=WEEK))
    calendar: Any = Calendar.from_ical(dict(calendar_files(speaker))["sportelli/prova.ics"])
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Sportello di prova"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(days=1)
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert calendar.walk("VTIMEZONE")


def test_subscriptions_need_an_address() -> None:
    location = desk(hours=WEEK)
    arabic = voice(*CASALASCO, location, language="ar", url="https://prova.example/sito/")
    assert subscription(arabic, location) == "webcal://prova.example/sito/ar/sportelli/prova.ics"
    assert subscription(voice(*CASALASCO, location, url=""), location) is None


MEETINGS = record(
    "eventi/incontri.md",
    "event",
    title="Incontri",
    start="2021-06-14",
    hours="18:00-19:00",
    location="prova",
    more_dates=[
        {"start": "2021-06-21"},
        {"start": "2021-06-28", "hours": "10:00-11:00"},
        {"start": "2021-06-28", "hours": "15:00-16:00"},
    ],
)


def test_each_date_of_an_event_is_an_entry_of_its_own() -> None:
    found = entries(MEETINGS, desk(), path="eventi/incontri.ics")
    assert [f"{entry.start:%d %H:%M}" for entry in found] == ["14 18:00", "21 18:00", "28 10:00", "28 15:00"]
    assert [str(entry["UID"]).split("@")[0] for entry in found] == [
        "incontri",
        "incontri-20210621T1800",
        "incontri-20210628T1000",
        "incontri-20210628T1500",
    ]


def test_what_is_held_at_a_desk_stands_in_its_calendar() -> None:
    assert [str(entry["SUMMARY"]) for entry in entries(MEETINGS, desk())] == ["Incontri"] * 4

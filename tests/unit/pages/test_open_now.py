"""The sentences about a desk's hours that the build makes for the browser to choose from."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from babel import Locale

from sportello.catalogue.model import Location
from sportello.catalogue.opening import ROME
from sportello.catalogue.record import Record
from sportello.pages.open_now import DAYS, days_off, open_now
from sportello.pages.phrase import Phrase
from sportello.pages.voice import Voice

from .voices import CASALASCO, record, voice

WEEK = {"monday": ["09:00-12:30", "14:00-17:00"], "wednesday": ["09:00-12:30"]}
CLOSED = [{"start": "2026-12-24", "end": "2027-01-10", "reason": "ferie"}]
TODAY = date(2026, 11, 22)


def desk(**fields: object) -> Location:
    made = record("sportelli/prova.md", "location", organization="mestieri", municipality="gussola", **fields)
    assert isinstance(made, Location)
    return made


def speaker(language: str = "it", patron: str | None = None, **known: str) -> Voice:
    records: list[Record] = [
        r.model_validate({**dict(r), "patron": patron}) if r.slug == "gussola" else r
        for r in CASALASCO
        if r.kind in {"municipality", "organization"}
    ]
    return replace(voice(*records, language=language, known=known), today=TODAY)


def said(data: str | None, at: datetime) -> list[str]:
    """What the script shows at an instant, found as it finds it."""
    assert data
    facts = json.loads(data)
    minute, end = int(at.timestamp()) // 60, facts["from"]
    if minute < end:
        return ["", ""]
    for index, minutes in facts["turns"]:
        end += minutes
        if minute < end:
            found: list[str] = facts["says"][index]
            return found
    return ["", ""]


def rome(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("at", "kind", "sentence"),
    [
        ("2026-11-22T10:00", "closed", "Chiuso ora, apre lunedì alle 9:00"),
        ("2026-11-23T00:00", "closed", "Chiuso ora, apre oggi alle 9:00"),
        ("2026-11-23T09:00", "open", "Aperto ora, fino alle 12:30"),
        ("2026-11-23T12:30", "closed", "Chiuso ora, apre oggi alle 14:00"),
        ("2026-11-23T23:59", "closed", "Chiuso ora, apre mercoledì alle 9:00"),
        ("2026-12-07T10:00", "closed", "Oggi chiuso: festa del patrono. Apre mercoledì alle 9:00"),
        ("2026-12-24T10:00", "closed", "Oggi chiuso: ferie. Apre lunedì 11 gennaio 2027 alle 9:00"),
        ("2027-01-06T10:00", "closed", "Oggi chiuso: ferie. Apre lunedì alle 9:00"),
        ("2026-12-23T13:00", "closed", "Chiuso ora, apre lunedì 11 gennaio 2027 alle 9:00"),
    ],
)
def test_what_holds_and_what_is_next(at: str, kind: str, sentence: str) -> None:
    data = open_now(speaker(patron="7 dicembre"), desk(hours=WEEK, closures=CLOSED))
    assert said(data, rome(at)) == [kind, sentence]


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("2026-11-23T10:00", "Su appuntamento, ora fino alle 12:30"),
        ("2026-11-23T18:00", "Su appuntamento, mercoledì dalle 9:00"),
        ("2026-12-28T10:00", "Su appuntamento, ma oggi no: ferie"),
    ],
)
def test_by_appointment_is_never_told_as_closed(at: str, sentence: str) -> None:
    data = open_now(speaker(), desk(hours=WEEK, closures=CLOSED, by_appointment=True))
    assert said(data, rome(at)) == ["appointment", sentence]


def test_online_is_told_until_it_ends() -> None:
    data = open_now(speaker(), desk(hours=WEEK, online_only_until="2026-11-25"))
    assert said(data, rome("2026-11-23T10:00"))[1] == "Risponde ora solo online, fino alle 12:30"
    assert said(data, rome("2026-11-25T10:00"))[1] == "Aperto ora, fino alle 12:30"


def test_of_unknown_hours_only_closures_are_told() -> None:
    assert open_now(speaker(), desk()) is None
    data = open_now(speaker(), desk(closures=CLOSED))
    assert said(data, rome("2026-12-08T10:00")) == ["", ""]
    assert said(data, rome("2026-12-24T10:00")) == ["closed", "Oggi chiuso: ferie"]
    waiting = open_now(speaker(), desk(closures=CLOSED, by_appointment=True))
    assert said(waiting, rome("2026-12-08T10:00")) == ["appointment", "Su appuntamento"]


def test_a_desk_that_stays_closed_announces_nothing() -> None:
    closed = [{"start": "2026-11-01", "end": "2027-12-31", "reason": "lavori"}]
    assert said(open_now(speaker(), desk(hours=WEEK, closures=closed)), rome("2026-12-08T10:00")) == [
        "closed",
        "Oggi chiuso: lavori",
    ]


def test_a_reason_in_another_language_is_left_to_the_list_that_says_so() -> None:
    english, location = speaker("en", ferie="holidays"), desk(hours=WEEK, closures=CLOSED)
    assert "holidays" in said(open_now(english, location), rome("2026-12-24T10:00"))[1]
    assert "ferie" not in str(open_now(speaker("en"), location))


def test_it_knows_from_midnight_on_for_as_many_days_as_it_says() -> None:
    data = open_now(speaker(), desk(hours=WEEK))
    begin, end = rome("2026-11-22T00:00"), rome("2026-11-22T00:00") + timedelta(days=DAYS)
    minute = timedelta(minutes=1)
    assert [bool(said(data, at)[1]) for at in (begin - minute, begin, end - minute, end)] == [
        False,
        True,
        True,
        False,
    ]


def test_no_hour_is_lost_when_the_clocks_change() -> None:
    spring = replace(speaker(), today=date(2026, 3, 20))
    data = open_now(spring, desk(hours={"sunday": ["01:30-03:30"], "monday": ["09:00-12:30"]}))
    for at, sentence in (
        ("00:29", "Chiuso ora, apre oggi alle 1:30"),
        ("00:30", "Aperto ora, fino alle 3:30"),
        ("01:29", "Aperto ora, fino alle 3:30"),
        ("01:30", "Chiuso ora, apre lunedì alle 9:00"),
    ):
        assert said(data, datetime.fromisoformat(f"2026-03-29T{at}").replace(tzinfo=UTC))[1] == sentence
    assert said(data, rome("2026-03-30T08:59"))[1] == "Chiuso ora, apre oggi alle 9:00"


@pytest.mark.parametrize("language", ["it", "en", "fr", "es", "ro", "uk", "ar", "sq", "zh"])
def test_days_are_named_as_each_language_names_them(language: str) -> None:
    data = open_now(speaker(language), desk(hours=WEEK))
    monday = Locale.parse(language).days["format"]["wide"][0]
    assert said(data, rome("2026-11-22T10:00"))[1] == f"Chiuso ora, apre {monday} alle 9:00"


def test_days_off_of_the_coming_weeks_in_words() -> None:
    location = desk(hours={**WEEK, "tuesday": ["09:00-12:00"]}, closures=CLOSED)
    told = [(off.days, str(off.reason)) for off in days_off(speaker(patron="7 dicembre"), location)]
    assert told == [
        ("lunedì 7 dicembre 2026", "festa del patrono"),
        ("martedì 8 dicembre 2026", "giorno festivo"),
        ("giovedì 24 dicembre 2026 – domenica 10 gennaio 2027", "ferie"),
    ]


def test_days_off_of_a_desk_with_unknown_hours_are_its_closures() -> None:
    (off,) = days_off(speaker("ar"), desk(closures=CLOSED))
    assert off.reason == Phrase("ferie", "it")

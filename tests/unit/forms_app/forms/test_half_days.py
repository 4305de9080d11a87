"""Half-days stay inside the desk's hours, whatever these are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.forms.half_days import DAYS_AHEAD, is_online, offered, opening, read, write
from forms_app.requests.submission import Half, HalfDay
from sportello.catalogue.model import Location
from sportello.catalogue.parts import WeeklyHours
from sportello.catalogue.values import Span

MONDAY = dt.date(2026, 11, 23)
NOON = dt.time(13)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SPANS = st.tuples(st.times(), st.times()).filter(lambda t: t[0] != t[1]).map(lambda t: Span(min(t), max(t)))
HOURS = st.builds(WeeklyHours, **{day: st.lists(SPANS, max_size=3).map(tuple) for day in DAYS})


def desk(hours: WeeklyHours | None = None, online_only_until: dt.date | None = None) -> Location:
    return Location(
        kind="location",
        path="sportelli/prova.md",
        title="Sportello di prova",
        summary="Prova",
        organization="prova",
        municipality="prova",
        hours=hours,
        online_only_until=online_only_until,
    )


@given(hours=HOURS, today=st.dates(max_value=dt.date(9999, 11, 1)))
def test_inside_the_hours_and_the_next_four_weeks(hours: WeeklyHours, today: dt.date) -> None:
    location = desk(hours)
    found = offered(location, today)
    assert len(set(found)) == len(found)
    for half_day in found:
        assert 1 <= (half_day.date - today).days <= DAYS_AHEAD
        spans = getattr(hours, DAYS[half_day.date.weekday()])
        assert opening(location, half_day)
        if half_day.half is Half.MORNING:
            assert any(span.start < NOON for span in spans)
        else:
            assert any(span.end > NOON for span in spans)


@given(hours=HOURS)
def test_every_open_day_can_be_chosen(hours: WeeklyHours) -> None:
    chosen = {half_day.date.weekday() for half_day in offered(desk(hours), MONDAY)}
    assert chosen == {number for number, day in enumerate(DAYS) if getattr(hours, day)}


@pytest.mark.parametrize(
    ("hours", "halves"),
    [
        ("09:00-12:30", [Half.MORNING]),
        ("09:00-13:30", [Half.MORNING]),
        ("09:00-14:00", [Half.MORNING, Half.AFTERNOON]),
        ("12:30-17:00", [Half.AFTERNOON]),
        ("12:45-13:15", [Half.MORNING, Half.AFTERNOON]),
        ("18:00-20:00", [Half.AFTERNOON]),
    ],
)
def test_which_halves_a_span_fills(hours: str, halves: list[Half]) -> None:
    week = WeeklyHours.model_validate({"wednesday": [hours]})
    assert [day.half for day in offered(desk(week), MONDAY)] == halves * 4


def test_without_known_hours_working_days_are_offered() -> None:
    for location in (None, desk()):
        found = offered(location, MONDAY)
        assert len(found) == 4 * 5 * 2
        assert {day.date.weekday() for day in found} == set(range(5))


@given(st.builds(HalfDay, st.dates(), st.sampled_from(Half)))
def test_written_and_read(half_day: HalfDay) -> None:
    assert read(write(half_day)) == half_day


@given(st.text())
def test_anything_else_is_no_half_day(text: str) -> None:
    found = read(text)
    assert found is None or read(write(found)) == found


def test_online_before_the_day() -> None:
    location = desk(online_only_until=MONDAY)
    assert is_online(location, MONDAY - dt.timedelta(days=1))
    assert not is_online(location, MONDAY)

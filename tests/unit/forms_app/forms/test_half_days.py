"""Half-days stay inside the desk's hours, whatever these are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.forms.half_days import DAYS_AHEAD, LONGEST_CLOSURE, offered, opening, read, write
from forms_app.requests.submission import Half, HalfDay
from sportello.catalogue.opening import Timetable
from sportello.catalogue.parts import Closure, WeeklyHours
from sportello.catalogue.values import DayOfYear, Span

MONDAY = dt.date(2026, 11, 23)
NOON = dt.time(13)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SPANS = st.tuples(st.times(), st.times()).filter(lambda t: t[0] != t[1]).map(lambda t: Span(min(t), max(t)))
HOURS = st.builds(WeeklyHours, **{day: st.lists(SPANS, max_size=3).map(tuple) for day in DAYS})


def closure(start: dt.date, days: int) -> Closure:
    return Closure(start=start, end=start + dt.timedelta(days=days - 1), reason="ferie")


TODAYS = st.dates(dt.date(2020, 1, 1), dt.date(2060, 1, 1))


@given(hours=HOURS, today=TODAYS, closed=st.integers(0, 60))
def test_inside_the_hours_and_four_weeks_and_no_closure(
    hours: WeeklyHours, today: dt.date, closed: int
) -> None:
    closures = (closure(today, closed),) if closed else ()
    timetable = Timetable(hours, closures)
    found = offered(timetable, today)
    assert len(set(found)) == len(found)
    assert len({(half_day.date - today).days // (DAYS_AHEAD + 1) for half_day in found}) <= 2
    for half_day in found:
        assert max(1, closed) <= (half_day.date - today).days <= DAYS_AHEAD * LONGEST_CLOSURE
        spans = getattr(hours, DAYS[half_day.date.weekday()])
        assert opening(timetable, half_day)
        if half_day.half is Half.MORNING:
            assert any(span.start < NOON for span in spans)
        else:
            assert any(span.end > NOON for span in spans)


@given(hours=HOURS)
def test_every_open_day_can_be_chosen(hours: WeeklyHours) -> None:
    chosen = {half_day.date.weekday() for half_day in offered(Timetable(hours), MONDAY)}
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
    assert [day.half for day in offered(Timetable(week), MONDAY)] == halves * 4


def test_without_known_hours_working_days_are_offered() -> None:
    found = offered(Timetable(), MONDAY)
    assert len(found) == (4 * 5 - 1) * 2, "the eighth of December is a holiday"
    assert {day.date.weekday() for day in found} == set(range(5))


def test_days_off_are_not_offered_whether_hours_are_known_or_not() -> None:
    off = {dt.date(2026, 12, 7), dt.date(2026, 12, 8), dt.date(2026, 12, 15), dt.date(2026, 12, 16)}
    week = WeeklyHours.model_validate({key: ["09:00-12:30"] for key in DAYS[:5]})
    for hours in (None, week):
        timetable = Timetable(hours, (closure(dt.date(2026, 12, 15), 2),), DayOfYear(12, 7))
        days = {half_day.date for half_day in offered(timetable, MONDAY)}
        working = {MONDAY + dt.timedelta(days=n) for n in range(1, DAYS_AHEAD + 1) if (n % 7) < 5}
        assert days == working - off


def test_after_a_long_closure_the_first_weeks_behind_it_are_offered() -> None:
    found = offered(Timetable(closures=(closure(MONDAY, 40),)), MONDAY)
    assert found[0].date == dt.date(2027, 1, 4), "the first working day behind it, holidays left out"
    assert offered(Timetable(closures=(closure(MONDAY, 400),)), MONDAY) == ()


@given(st.builds(HalfDay, st.dates(), st.sampled_from(Half)))
def test_written_and_read(half_day: HalfDay) -> None:
    assert read(write(half_day)) == half_day


@given(st.text())
def test_anything_else_is_no_half_day(text: str) -> None:
    found = read(text)
    assert found is None or read(write(found)) == found

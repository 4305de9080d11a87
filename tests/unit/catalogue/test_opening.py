"""When desks are open: by examples, and against a clock on the wall, minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue.opening import ROME, DayOff, Off, State, Timetable, state_at, timeline
from sportello.catalogue.parts import Closure, WeeklyHours
from sportello.catalogue.values import DayOfYear, Span

HOURS = WeeklyHours.model_validate(
    {"monday": ["09:00-12:30", "14:00-17:00"], "tuesday": ["09:00-12:30"], "friday": ["14:00-17:00"]}
)
HOLIDAYS_2026 = {
    *(date(2026, 1, 1), date(2026, 1, 6), date(2026, 4, 5), date(2026, 4, 6), date(2026, 4, 25)),
    *(date(2026, 5, 1), date(2026, 6, 2), date(2026, 8, 15), date(2026, 10, 4), date(2026, 11, 1)),
    *(date(2026, 12, 8), date(2026, 12, 25), date(2026, 12, 26)),
}
"""Law 260 of 1949 as it stands, Saint Francis' day (law 151 of 2025) included."""


def closure(start: str, end: str | None = None) -> Closure:
    return Closure.model_validate({"start": start, "end": end, "reason": "ferie"})


def rome(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


def said(timetable: Timetable, text: str) -> tuple[str | None, str | None, Off | None]:
    """Until when it is open, when it opens next, why the day is off; in Rome's time."""
    state = state_at(timetable, rome(text))
    return (
        f"{state.open_until.astimezone(ROME):%H:%M}" if state.open_until else None,
        f"{state.next.start.astimezone(ROME):%m-%d %H:%M}" if state.next else None,
        state.today.off.why if state.today.off else None,
    )


@pytest.mark.parametrize(
    ("at", "until", "next_", "off"),
    [
        ("2026-11-23T08:59", None, "11-23 09:00", None),
        ("2026-11-23T09:00", "12:30", "11-23 14:00", None),
        ("2026-11-23T12:29", "12:30", "11-23 14:00", None),
        ("2026-11-23T12:30", None, "11-23 14:00", None),
        ("2026-11-23T17:00", None, "11-24 09:00", None),
        ("2026-11-28T10:00", None, "11-30 09:00", None),
        ("2026-12-08T10:00", None, "12-11 14:00", Off.HOLIDAY),
        ("2026-12-24T10:00", None, "01-11 09:00", Off.CLOSURE),
        ("2026-12-07T10:00", None, "12-11 14:00", Off.PATRON),
        ("2026-12-26T10:00", None, "01-11 09:00", Off.CLOSURE),
    ],
)
def test_a_week_with_days_off(at: str, until: str | None, next_: str | None, off: Off | None) -> None:
    timetable = Timetable(HOURS, (closure("2026-12-24", "2027-01-10"),), DayOfYear(12, 7))
    assert said(timetable, at) == (until, next_, off)


def test_a_holiday_on_which_the_desk_is_closed_anyway_is_not_its_reason() -> None:
    sunday = date(2026, 11, 1)
    assert Timetable(HOURS).on(sunday).off is None
    assert Timetable(None).on(sunday).off == DayOff(Off.HOLIDAY)


def test_the_library_knows_the_holidays_of_the_law() -> None:
    days = Timetable(None).days(date(2026, 1, 1), 365)
    assert {day.date for day in days if day.off} == HOLIDAYS_2026


def test_unknown_hours_are_neither_open_nor_expected() -> None:
    assert said(Timetable(None, by_appointment=True), "2026-11-23T10:00") == (None, None, None)


def test_online_only_ends_on_its_day_at_midnight_in_rome() -> None:
    timetable = Timetable(HOURS, online_only_until=date(2026, 11, 24))
    assert state_at(timetable, datetime(2026, 11, 23, 22, 59, tzinfo=UTC)).online_only
    assert not state_at(timetable, datetime(2026, 11, 23, 23, 0, tzinfo=UTC)).online_only


def test_a_reader_elsewhere_asks_about_the_same_instant() -> None:
    state = state_at(Timetable(HOURS), datetime.fromisoformat("2026-11-23T00:00:00-08:00"))
    assert state.open_until == datetime(2026, 11, 23, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "night", "start", "end"),
    [
        ("01:00-04:00", "2026-03-29", "00:00", "02:00"),
        ("02:30-04:00", "2026-03-29", "01:00", "02:00"),
        ("01:00-02:30", "2026-03-29", "00:00", "01:00"),
        ("01:00-04:00", "2026-10-25", "23:00", "03:00"),
        ("02:30-04:00", "2026-10-25", "00:30", "03:00"),
        ("01:00-02:30", "2026-10-25", "23:00", "01:30"),
    ],
)
def test_the_nights_in_which_the_clocks_change(span: str, night: str, start: str, end: str) -> None:
    timetable = Timetable(WeeklyHours.model_validate({"sunday": [span]}))
    opening = state_at(timetable, rome(f"{night}T00:00")).next
    assert opening
    assert (f"{opening.start:%H:%M}", f"{opening.end:%H:%M}") == (start, end)


def test_an_opening_in_the_hour_that_is_left_out_is_none() -> None:
    timetable = Timetable(WeeklyHours.model_validate({"sunday": ["02:10-02:50"]}))
    opening = state_at(timetable, rome("2026-03-29T00:00")).next
    assert opening
    assert opening.start.astimezone(ROME).date() == date(2026, 4, 12), "Easter is on the fifth"


def test_openings_that_touch_are_one() -> None:
    timetable = Timetable(WeeklyHours.model_validate({"monday": ["09:00-12:00", "12:00-14:00"]}))
    assert said(timetable, "2026-11-23T10:00")[0] == "14:00"


MINUTES = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))


@st.composite
def weeks(draw: st.DrawFn) -> WeeklyHours:
    """A week with up to two openings a day, one after the other."""
    week = {}
    for day in WeeklyHours.model_fields:
        times = sorted(set(draw(st.lists(MINUTES, max_size=4))))
        week[day] = tuple(Span(a, b) for a, b in zip(times[::2], times[1::2], strict=False))
    return WeeklyHours.model_validate(week)


@st.composite
def closures(draw: st.DrawFn) -> Closure:
    start = draw(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
    end = start + timedelta(days=draw(st.integers(0, 20)))
    return Closure.model_validate({"start": start, "end": end, "reason": "ferie"})


TIMETABLES = st.builds(
    Timetable,
    weeks(),
    st.lists(closures(), max_size=3).map(tuple),
    st.none() | st.builds(DayOfYear, st.integers(1, 12), st.integers(1, 28)),
)
NIGHTS = st.sampled_from([datetime(2026, 3, 29), datetime(2026, 10, 25), datetime(2027, 3, 28)])  # noqa: DTZ001
INSTANTS = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001
    st.builds(lambda night, minutes: night + timedelta(minutes=minutes), NIGHTS, st.integers(-180, 360)),
).map(lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC))


def is_open_by_the_wall(timetable: Timetable, instant: datetime) -> bool:
    wall = instant.astimezone(ROME)
    closed = any(c.start <= wall.date() <= c.last for c in timetable.closures) or (
        (wall.month, wall.day) == (timetable.patron.month, timetable.patron.day)
        if timetable.patron
        else False
    )
    spans = getattr(timetable.hours, tuple(WeeklyHours.model_fields)[wall.weekday()])
    rests = closed or Timetable(None).on(wall.date()).off is not None
    return not rests and any(span.start <= wall.time() < span.end for span in spans)


def is_shown_twice(instant: datetime) -> bool:
    wall = instant.astimezone(ROME)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


@given(TIMETABLES, INSTANTS)
def test_it_is_open_when_the_clock_on_the_wall_says_so(timetable: Timetable, instant: datetime) -> None:
    is_open = state_at(timetable, instant).open_until is not None
    expected = is_open_by_the_wall(timetable, instant)
    assert is_open == expected or (is_open and is_shown_twice(instant))


@given(TIMETABLES, INSTANTS)
def test_what_is_announced_comes_true(timetable: Timetable, instant: datetime) -> None:
    state = state_at(timetable, instant)
    if state.open_until:
        just_before = state_at(timetable, state.open_until - timedelta(minutes=1))
        assert just_before.open_until == state.open_until > instant
        assert state_at(timetable, state.open_until).open_until is None
    if state.next:
        assert state.next.start > (state.open_until or instant)
        assert state_at(timetable, state.next.start).open_until == state.next.end
        assert state_at(timetable, state.next.start - timedelta(minutes=1)).open_until in {
            None,
            state.open_until,
        }


@given(TIMETABLES, st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.lists(st.integers(0, 8 * 24 * 60)))
def test_the_timeline_says_what_holds_at_each_instant(
    timetable: Timetable, first: date, minutes: list[int]
) -> None:
    turns = list(timeline(timetable, first, 7))
    begin = datetime.combine(first, time(), ROME).astimezone(UTC)
    assert turns[0][0] == begin
    for minute in minutes:
        instant = begin + timedelta(minutes=minute)
        if instant.astimezone(ROME).date() < first + timedelta(days=7):
            held: State = [state for turn, state in turns if turn <= instant][-1]
            assert held == state_at(timetable, instant)

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue.model import Location
from sportello.catalogue.parts import Closure, WeeklyHours
from sportello.catalogue.record import Record
from sportello.catalogue.values import DayOfYear
from sportello.open_data.dataset import make_dataset
from sportello.open_data.entity import Entity, nested
from sportello.open_data.exceptions import special_hours, usual_periods
from sportello.open_data.json_ld import describe_page
from sportello.pages.make import make_page
from tests.unit.pages.voices import CASALASCO, TODAY, changed, record, voice

DESK = "sportelli/desk.md"
HOLIDAYS = Closure(start=date(2021, 12, 24), end=date(2022, 1, 6), reason="ferie")
WEEK = WeeklyHours.model_validate({"monday": ["09:00-12:30"], "wednesday": ["09:00-12:30"]})
"""On the Wednesday after the day of the tests is the Republic's feast; mid-August is on a Sunday."""


def closed(*closures: Closure, patron: DayOfYear | None = None, hours: bool = True) -> list[Entity]:
    records = [_patron(x, patron) for x in changed(DESK, closures=closures, hours=WEEK)]
    told = voice(*records)
    desk = told.catalogue.pages[DESK]
    assert isinstance(desk, Location)
    return special_hours(told, desk if hours else desk.model_copy(update={"hours": None}))


def days(found: list[Entity]) -> list[tuple[object, object, object]]:
    return [(one["validFrom"], one["validThrough"], one["description"]) for one in found]


def test_closures_and_the_holidays_on_open_days_are_exceptions() -> None:
    found = closed(HOLIDAYS, patron=DayOfYear(6, 7))
    assert days(found) == [
        ("2021-06-02", "2021-06-02", "giorno festivo"),
        ("2021-06-07", "2021-06-07", "festa del patrono"),
        ("2021-12-24", "2022-01-06", "ferie"),
    ]
    assert {(one["opens"], one["closes"]) for one in found} == {("00:00", "00:00")}


def test_a_closure_that_is_over_is_not_told_and_one_far_ahead_is() -> None:
    over = Closure(start=TODAY - timedelta(days=9), end=TODAY - timedelta(days=1), reason="x")
    far = Closure(start=TODAY + timedelta(days=300), reason="y")
    reasons = [why for _, _, why in days(closed(over, far))]
    assert "x" not in reasons
    assert reasons[-1] == "y"


def test_holidays_are_no_exceptions_where_no_hours_are_known() -> None:
    assert days(closed(HOLIDAYS, hours=False)) == [("2021-12-24", "2022-01-06", "ferie")]


def test_a_desk_and_its_services_tell_the_exceptions() -> None:
    told = voice(*changed(DESK, closures=(HOLIDAYS,)))
    (place, *_) = describe_page(told, make_page(told, told.catalogue.pages[DESK]))
    special = place["specialOpeningHoursSpecification"]
    assert isinstance(special, list)
    assert special[-1]["validThrough"] == "2022-01-06"


def test_hsds_gives_the_hours_before_and_after_a_closure() -> None:
    at_desk = [_given(x) for x in changed(DESK, closures=(HOLIDAYS,))]
    (at,) = make_dataset(voice(*at_desk)).service_at_locations
    (location,) = nested(at, "location")
    schedules = list(nested(location, "schedules"))
    assert [(one.get("valid_from"), one.get("valid_to"), one["opens_at"]) for one in schedules] == [
        (None, "2021-12-23", "09:00"),
        (None, "2021-12-23", "14:00"),
        ("2022-01-07", None, "09:00"),
        ("2022-01-07", None, "14:00"),
    ]
    assert len({one["id"] for one in schedules}) == 4
    (usual,) = make_dataset(voice(*map(_given, CASALASCO))).service_at_locations
    (before,) = nested(usual, "location")
    assert {one["id"] for one in nested(before, "schedules")} < {one["id"] for one in schedules}


SPANS = st.lists(st.tuples(st.integers(-20, 40), st.integers(0, 9)), max_size=6)


@given(SPANS)
def test_each_day_from_today_is_in_a_period_or_closed(spans: list[tuple[int, int]]) -> None:
    closures = [
        Closure(start=TODAY + timedelta(days=at), end=TODAY + timedelta(days=at + length), reason="x")
        for at, length in spans
    ]
    periods = usual_periods(closures, TODAY)
    for day in (TODAY + timedelta(days=ahead) for ahead in range(60)):
        held = [(a, b) for a, b in periods if (a is None or a <= day) and (b is None or day <= b)]
        assert len(held) == (not any(c.start <= day <= c.last for c in closures))
    assert all(a is None or b is None or a <= b for a, b in periods)


def _given(one: Record) -> Record:
    return one.model_copy(update={"locations": ("desk",)}) if one.kind == "service" else one


def _patron(one: Record, patron: DayOfYear | None) -> Record:
    return one.model_copy(update={"patron": patron}) if one.path == "comuni/gussola.md" else one


def test_an_event_of_several_dates_tells_each() -> None:
    more = [{"start": "2021-11-15", "hours": "10:00-12:00"}, {"start": "2021-10-20"}]
    event = record(
        "eventi/f.md", "event", title="Festa", start="2021-10-15", hours="18:00-21:00", more_dates=more
    )
    told = voice(*CASALASCO, event)
    (found, *_) = describe_page(told, make_page(told, event))
    each = found["subEvent"]
    assert isinstance(each, list)
    assert [one["startDate"] for one in each] == [
        "2021-10-15T18:00:00+02:00",
        "2021-10-20T18:00:00+02:00",
        "2021-11-15T10:00:00+01:00",
    ]
    assert (found["startDate"], found["endDate"]) == (each[0]["startDate"], each[-1]["endDate"])
    assert len({one["@id"] for one in each}) == 3

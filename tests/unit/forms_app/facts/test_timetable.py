"""When an owner is asked."""

from __future__ import annotations

import datetime as dt

import pytest

from forms_app.facts.timetable import (
    AGAIN_AFTER,
    ASK_BEFORE,
    AT_MOST,
    Asked,
    is_silent,
    may_ask,
    must_confirm,
)
from tests.unit.forms_app.samples import NOW

TODAY = NOW.date()
HALF_A_YEAR, DAY = dt.timedelta(days=180), dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "due"), [(None, True), (dt.timedelta(0), False), (150 * DAY, False), (151 * DAY, True)]
)
def test_facts_are_confirmed_before_they_are_stale(age: dt.timedelta | None, *, due: bool) -> None:
    assert must_confirm(TODAY - age if age is not None else None, TODAY, HALF_A_YEAR) is due


def test_who_must_confirm_within_days_is_asked_at_once() -> None:
    assert must_confirm(TODAY - DAY, TODAY, ASK_BEFORE)


def test_a_mail_is_not_repeated_soon_nor_for_ever() -> None:
    assert may_ask(None, NOW)
    assert not may_ask(Asked(NOW - AGAIN_AFTER + DAY, 1, None), NOW)
    assert may_ask(Asked(NOW - AGAIN_AFTER, 1, None), NOW)
    silent = Asked(NOW - 10 * AGAIN_AFTER, AT_MOST, None)
    assert is_silent(silent)
    assert not may_ask(silent, NOW)


def test_who_has_just_answered_is_left_alone() -> None:
    assert not may_ask(Asked(NOW - 2 * AGAIN_AFTER, 0, NOW - DAY), NOW)
    assert may_ask(Asked(NOW - 2 * AGAIN_AFTER, 0, NOW - AGAIN_AFTER), NOW)


def test_a_clock_that_was_ahead_stops_no_mail() -> None:
    assert may_ask(Asked(NOW + 400 * DAY, 1, None), NOW)

"""When someone is told that a request has not moved."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.ledger.timetable import ESCALATE_AFTER, REMIND_AFTER, Due, Waiting, due
from tests.unit.forms_app.samples import NOW

DAY = dt.timedelta(days=1)
MOMENT = dt.timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("after", "reminders"),
    [(3 * DAY - MOMENT, 0), (3 * DAY, 1), (7 * DAY - MOMENT, 1), (7 * DAY, 2), (400 * DAY, 2)],
)
def test_the_partner_is_reminded_after_three_and_seven_days(after: dt.timedelta, reminders: int) -> None:
    decision = due(Waiting(NOW, NOW, 0, escalated=False), NOW + after)
    assert (decision.reminders, decision.remind) == (reminders, reminders > 0)


@pytest.mark.parametrize(("after", "told"), [(10 * DAY - MOMENT, False), (10 * DAY, True)])
@pytest.mark.parametrize("handed_over", [None, NOW])
def test_who_coordinates_is_told_after_ten_days(
    after: dt.timedelta, handed_over: dt.datetime | None, *, told: bool
) -> None:
    assert due(Waiting(NOW, handed_over, 2, escalated=False), NOW + after).escalate is told
    assert not due(Waiting(NOW, handed_over, 2, escalated=True), NOW + after).escalate


def test_nobody_is_reminded_of_a_mail_that_was_never_handed_over() -> None:
    assert due(Waiting(NOW, None, 0, escalated=False), NOW + 9 * DAY) == Due(0, remind=False, escalate=False)


@given(
    st.lists(st.timedeltas(dt.timedelta(), 40 * DAY), max_size=60),
    st.timedeltas(dt.timedelta(), 9 * DAY),
)
def test_however_often_and_late_one_looks_everybody_is_told_in_time_and_once(
    looks: list[dt.timedelta], delay: dt.timedelta
) -> None:
    waiting = Waiting(NOW, NOW + delay, 0, escalated=False)
    reminded: list[dt.timedelta] = []
    escalated: list[dt.timedelta] = []
    for after in sorted(looks):
        decision = due(waiting, NOW + after)
        reminded += [after] if decision.remind else []
        escalated += [after] if decision.escalate else []
        waiting = Waiting(NOW, NOW + delay, decision.reminders, waiting.escalated or decision.escalate)
    assert len(reminded) <= len(REMIND_AFTER)
    assert len(escalated) <= 1
    passed = [after for after in looks if after >= ESCALATE_AFTER]
    assert escalated == ([min(passed)] if passed else [])
    for first in REMIND_AFTER:
        seen = [after for after in looks if after >= delay + first]
        assert not seen or any(delay + first <= after <= min(seen) for after in reminded)
    assert all(after >= delay + REMIND_AFTER[0] for after in reminded)


@given(reminders=st.integers(0, 2), escalated=st.booleans(), jump=st.timedeltas(-400 * DAY, 400 * DAY))
def test_a_clock_that_jumps_takes_nothing_back(
    *, reminders: int, escalated: bool, jump: dt.timedelta
) -> None:
    decision = due(Waiting(NOW, NOW, reminders, escalated), NOW + jump)
    assert decision.reminders >= reminders
    assert not (escalated and decision.escalate)

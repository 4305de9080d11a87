"""The rule of deletion: only what somebody took responsibility for, and only after its whole period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from forms_app.outbox.states import RequestState
from forms_app.requests.retention import SETTLED, has_expired, settled_at

MOMENTS = st.integers(0, 2**31).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))
PERIODS = st.integers(1, 365).map(lambda days: dt.timedelta(days=days))
MOMENT = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Row:
    state: RequestState
    acknowledged_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None


@given(
    st.builds(Row, st.sampled_from(RequestState), st.none() | MOMENTS, st.none() | MOMENTS), PERIODS, MOMENTS
)
def test_what_nobody_answered_never_expires(row: Row, period: dt.timedelta, now: dt.datetime) -> None:
    if row.state not in SETTLED or (row.acknowledged_at is None and row.closed_at is None):
        assert settled_at(row) is None
        assert not has_expired(row, period, now)


@given(st.sampled_from(SETTLED), MOMENTS, PERIODS)
def test_the_whole_period_passes_and_not_a_moment_more(
    state: RequestState, settled: dt.datetime, period: dt.timedelta
) -> None:
    row = Row(state, acknowledged_at=settled, closed_at=settled)
    assert not has_expired(row, period, settled + period - MOMENT)
    assert has_expired(row, period, settled + period)


def test_the_period_begins_anew_when_a_request_is_closed() -> None:
    taken, closed = (dt.datetime(2026, 3, day, tzinfo=dt.UTC) for day in (1, 20))
    assert settled_at(Row(RequestState.TAKEN_IN_CHARGE, taken)) == taken
    assert settled_at(Row(RequestState.CLOSED, taken, closed)) == closed

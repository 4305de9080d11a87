"""What follows a failed try."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.outbox.retry import (
    FIRST_PAUSE,
    JITTER,
    LAST_ATTEMPT,
    LONGEST_PAUSE,
    GiveUp,
    Reason,
    Retry,
    decide,
    pause,
)
from forms_app.outbox.states import ErrorKind

NOW = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
FINAL = (ErrorKind.PERMANENT, ErrorKind.NO_ADDRESS, ErrorKind.SEAL_BROKEN)
PASSING = tuple(kind for kind in ErrorKind if kind not in FINAL)
attempts = st.integers(1, LAST_ATTEMPT - 1)
fractions = st.floats(0, 1)


@given(attempts, st.sampled_from(PASSING), fractions)
def test_a_pause_is_bounded_below_and_above(attempt: int, kind: ErrorKind, jitter: float) -> None:
    decision = decide(attempt, kind, NOW, jitter)
    assert isinstance(decision, Retry)
    assert FIRST_PAUSE <= decision.at - NOW <= LONGEST_PAUSE * (1 + JITTER)


@given(st.integers(1, LAST_ATTEMPT - 2), st.sampled_from(PASSING), fractions)
def test_pauses_never_shrink(attempt: int, kind: ErrorKind, jitter: float) -> None:
    sooner, later = (decide(attempt + step, kind, NOW, jitter) for step in (0, 1))
    assert isinstance(sooner, Retry)
    assert isinstance(later, Retry)
    assert sooner.at <= later.at


@given(attempts)
def test_jitter_only_spreads(attempt: int) -> None:
    least, most = (decide(attempt, ErrorKind.TEMPORARY, NOW, jitter) for jitter in (0.0, 1.0))
    assert least == Retry(NOW + pause(attempt))
    assert most == Retry(NOW + pause(attempt) * (1 + JITTER))


def test_retries_go_on_for_at_least_eight_days() -> None:
    horizon = sum((pause(attempt) for attempt in range(1, LAST_ATTEMPT)), dt.timedelta())
    assert horizon >= dt.timedelta(days=8)


@given(st.integers(LAST_ATTEMPT, 10**9), st.sampled_from(PASSING), fractions)
def test_after_the_horizon_a_person_is_needed(attempt: int, kind: ErrorKind, jitter: float) -> None:
    assert decide(attempt, kind, NOW, jitter) == GiveUp(Reason.EXHAUSTED)


@pytest.mark.parametrize("kind", FINAL)
def test_what_only_a_person_can_mend_is_not_tried_again(kind: ErrorKind) -> None:
    assert decide(1, kind, NOW, 0.5) == GiveUp(Reason.FINAL_ERROR)


@given(st.integers(1, 10**9))
def test_a_pause_can_be_computed_for_any_number_of_tries(attempt: int) -> None:
    assert FIRST_PAUSE <= pause(attempt) <= LONGEST_PAUSE

"""Slowing who guesses codes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forms_app.requests.guessing import PER_SECOND, TRIES, Tries


class Seconds:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_the_last_try_one_waits_as_long_as_told() -> None:
    clock = Seconds()
    tries = Tries(3, 0.5, clock)
    assert [tries.take() for _ in range(4)] == [0, 0, 0, 2]
    clock.now += 1.9
    assert tries.take() == 1
    clock.now += 0.1
    assert tries.take() == 0


def test_right_codes_cost_nothing() -> None:
    tries = Tries(1, 0.5, Seconds())
    for _ in range(10):
        assert tries.take() == 0
        tries.give_back()


def test_a_long_rest_fills_the_bucket_and_no_more() -> None:
    clock = Seconds()
    tries = Tries(2, 1, clock)
    tries.give_back()
    clock.now += 1_000_000
    assert [tries.take() for _ in range(3)] == [0, 0, 1]


@given(st.lists(st.floats(0, 5), max_size=200))
def test_no_pace_gets_more_answers_than_promised(pauses: list[float]) -> None:
    clock = Seconds()
    tries = Tries(clock=clock)
    answered = 0
    for pause in pauses:
        clock.now += pause
        answered += tries.take() == 0
    assert answered <= TRIES + clock.now * PER_SECOND

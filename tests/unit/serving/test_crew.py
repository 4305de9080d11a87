from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sportello.serving.crew import FIRST_PAUSE, LONGEST_PAUSE, STEADY, next_pause, web_command


def test_pauses_grow_up_to_a_limit() -> None:
    pauses = [0.0]
    for _ in range(7):
        pauses.append(next_pause(pauses[-1], lived=0.5))
    assert pauses[1:] == [1, 2, 4, 8, 16, 30, 30]


@given(st.floats(0, LONGEST_PAUSE), st.floats(STEADY, 1e6))
def test_a_long_life_forgets_earlier_deaths(last_pause: float, lived: float) -> None:
    assert next_pause(last_pause, lived) == FIRST_PAUSE


def test_the_web_process_listens_on_this_machine_alone() -> None:
    listening = [word for word in web_command(8001) if word.startswith("--listen")]
    assert listening == ["--listen=127.0.0.1:8001"]

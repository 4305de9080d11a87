"""Puzzles and tickets: what counts, what does not, and for how long."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.robots.puzzle import EASIEST, HARDEST, LIFE, check_solution, make_puzzle
from forms_app.robots.waiting import LONGEST, SHORTEST, check_ticket, make_ticket, seconds_left
from tests.unit.forms_app.samples import NOW

KEY = b"k" * 32
MARK = "0" * 32
SECOND = dt.timedelta(seconds=1)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


def written(solution: object) -> str:
    return base64.b64encode(json.dumps(solution).encode()).decode()


def solved(puzzle: dict[str, Any]) -> dict[str, object]:
    """As the browser does it."""
    for number in range(puzzle["maxnumber"] + 1):
        if hashlib.sha256(f"{puzzle['salt']}{number}".encode()).hexdigest() == puzzle["challenge"]:
            return {**{name: puzzle[name] for name in puzzle if name != "maxnumber"}, "number": number}
    raise AssertionError


@pytest.fixture(scope="module")
def solution() -> dict[str, object]:
    return solved(make_puzzle(KEY, NOW, 1, 1))


def test_a_solution_counts_until_it_expires(solution: dict[str, object]) -> None:
    proof = check_solution(KEY, written(solution), NOW + LIFE - SECOND)
    assert proof is not None
    assert proof.expires_at == NOW + LIFE
    assert check_solution(KEY, written(solution), NOW + LIFE) is None


def test_one_solution_is_one_proof_however_it_is_written(solution: dict[str, object]) -> None:
    other = base64.b64encode(json.dumps({"x": 1, **solution}, indent=2).encode()).decode()
    assert check_solution(KEY, other, NOW) == check_solution(KEY, written(solution), NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"number": -1},
        {"number": 1.0},
        {"number": True},
        {"algorithm": "SHA-1"},
        {"signature": "0" * 64},
        {"challenge": "0" * 64},
        {"salt": "0" * 24 + "?expires=99999999999&"},
        {"salt": "\ud800"},
        {"salt": None},
        {"signature": []},
    ],
)
def test_a_changed_solution_is_worth_nothing(solution: dict[str, object], change: dict[str, object]) -> None:
    assert check_solution(KEY, written({**solution, **change}), NOW) is None


def test_a_puzzle_of_another_key_is_worth_nothing(solution: dict[str, object]) -> None:
    assert check_solution(b"other" * 8, written(solution), NOW) is None


@given(st.text() | st.builds(written, JSON) | st.binary().map(lambda data: base64.b64encode(data).decode()))
def test_any_text_is_refused_quietly(text: str) -> None:
    assert check_solution(KEY, text, NOW) is None
    assert check_ticket(KEY, MARK, text, NOW) is None
    assert seconds_left(KEY, MARK, text, NOW) is None


@given(st.integers(1, 10_000), st.integers(1, 100))
def test_trouble_grows_and_has_an_end(excess: int, limit: int) -> None:
    more, less = (make_puzzle(KEY, NOW, number, limit)["maxnumber"] for number in (excess + 1, excess))
    assert EASIEST <= int(str(less)) <= int(str(more)) <= HARDEST
    left = seconds_left(KEY, MARK, make_ticket(KEY, MARK, NOW, excess), NOW)
    assert left is not None
    assert SHORTEST <= left <= LONGEST


@given(st.integers(0, 4000))
def test_a_ticket_counts_when_its_time_has_come(seconds: int) -> None:
    ticket = make_ticket(KEY, MARK, NOW, 1)
    now, due = NOW + seconds * SECOND, NOW + (SHORTEST + 2) * SECOND
    left, proof = seconds_left(KEY, MARK, ticket, now), check_ticket(KEY, MARK, ticket, now)
    if now >= due + LIFE:
        assert (left, proof) == (None, None)
    elif now >= due:
        assert left == 0
        assert proof is not None
    else:
        assert left == (due - now).total_seconds()
        assert proof is None


def test_a_ticket_belongs_to_one_form() -> None:
    ticket = make_ticket(KEY, MARK, NOW, 1)
    assert check_ticket(KEY, "1" * 32, ticket, NOW + dt.timedelta(minutes=1)) is None
    assert check_ticket(b"other" * 8, MARK, ticket, NOW + dt.timedelta(minutes=1)) is None

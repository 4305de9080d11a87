"""Private text stays where it is."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.privacy.private import Private
from tests.unit.forms_app.samples import ANSWERS, MARKERS, SUBMISSION

MARKER = "Prova-Provetti-7781"
SECRET = Private(MARKER)


@pytest.mark.parametrize(
    "shown",
    [
        str(SECRET),
        repr(SECRET),
        f"{SECRET}",
        f"{SECRET!r:>40}",
        f"{SECRET:s}",
        f"{SECRET:>30}",
        "%s %r" % (SECRET, SECRET),  # noqa: UP031
        "{} {!s} {!r} {:20}".format(SECRET, SECRET, SECRET, SECRET),  # noqa: UP032
        str([SECRET]),
        str({"name": SECRET}),
        repr(ANSWERS),
        repr(SUBMISSION),
    ],
)
def test_no_way_of_formatting_shows_it(shown: str) -> None:
    assert "<private>" in shown
    assert not any(marker in shown for marker in MARKERS)


@given(st.text(min_size=1), st.text(alphabet="<>^=+-# 0,.0123456789sdxfg", max_size=8))
def test_any_format_specification_shows_the_same(text: str, specification: str) -> None:
    assert format(Private(text), specification) == "<private>"


def test_only_reveal_gives_the_text() -> None:
    assert SECRET.reveal() == MARKER


def test_json_refuses_it() -> None:
    with pytest.raises(TypeError) as caught:
        json.dumps({"name": SECRET})
    assert MARKER not in str(caught.value)
    assert MARKER not in json.dumps({"name": SECRET}, default=str)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_refuses_it(protocol: int) -> None:
    with pytest.raises(TypeError) as caught:
        pickle.dumps(SECRET, protocol)
    assert MARKER not in str(caught.value)


def test_vars_and_attributes_do_not_hold_it_under_a_plain_name() -> None:
    assert not hasattr(SECRET, "__dict__")
    assert not hasattr(SECRET, "text")


def test_logs_do_not_show_it(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("prova").warning("got %s and %r", SECRET, {"answers": SECRET})
    assert "<private>" in caplog.text
    assert MARKER not in caplog.text


def test_a_traceback_with_the_values_of_its_variables_does_not_show_it() -> None:
    def fails(answer: Private) -> None:
        raise ValueError(answer)

    with pytest.raises(ValueError, match="<private>") as caught:
        fails(SECRET)
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert MARKER not in "".join(line for line in shown.format() if "MARKER" not in line)


@given(st.text(), st.text())
def test_equality_is_that_of_the_texts(one: str, other: str) -> None:
    assert (Private(one) == Private(other)) == (one == other)
    assert Private(one) == Private(one)
    assert hash(Private(one)) == hash(Private(one))


def test_it_is_no_text_itself() -> None:
    assert SECRET != MARKER
    with pytest.raises(TypeError):
        SECRET + "!"  # type: ignore[operator]


def test_an_empty_one_is_false() -> None:
    assert SECRET
    assert not Private("")


def test_copies_are_itself() -> None:
    assert copy.copy(SECRET) is SECRET
    assert copy.deepcopy(ANSWERS) == ANSWERS

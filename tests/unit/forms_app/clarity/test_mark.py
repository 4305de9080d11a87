"""What the second screen carries of the first: nobody else can make it, and nothing is lost on the way."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.clarity.mark import Mark, read_mark, write_mark
from forms_app.errors import ForgedError
from tests.unit.forms_app.samples import NOW

SECRET = bytes(range(32))
MARK = Mark(uuid.UUID(int=7), "servizi/perché.md", "zh-Hant", 3, NOW.replace(microsecond=0))

marks = st.builds(
    Mark,
    st.uuids(),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(["it", "ar"]),
    st.integers(1, 5),
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2200, 1, 1)).map(  # noqa: DTZ001 - the zone comes next
        lambda moment: moment.replace(microsecond=0, tzinfo=dt.UTC)
    ),
)


@given(marks)
def test_what_was_written_is_read(mark: Mark) -> None:
    assert read_mark(SECRET, write_mark(SECRET, mark)) == mark


@given(st.text(st.characters(exclude_categories=())))
def test_anything_else_is_forged(text: str) -> None:
    with pytest.raises(ForgedError):
        read_mark(SECRET, text)


@pytest.mark.parametrize("secret", [bytes(32), SECRET[::-1], b""])
def test_a_mark_of_another_secret_is_forged(secret: bytes) -> None:
    with pytest.raises(ForgedError):
        read_mark(SECRET, write_mark(secret, MARK))


def test_a_mark_with_another_letter_is_forged() -> None:
    text = write_mark(SECRET, MARK)
    for place, letter in enumerate(text[:-1]):  # of the last one some bits are no information
        changed = text[:place] + ("A" if letter != "A" else "B") + text[place + 1 :]
        with pytest.raises(ForgedError):
            read_mark(SECRET, changed)

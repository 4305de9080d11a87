"""What one who refers somebody types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.errors import TextRefusedError
from forms_app.forms.texts import read_contact, read_required


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("segreteria@example.org", "segreteria@example.org"),
        ("0375 40200", "+39 0375 40200"),
    ],
)
def test_a_contact_is_a_phone_or_an_address(typed: str, read: str) -> None:
    assert read_contact(typed) == read


@pytest.mark.parametrize("typed", ["", "  ", "a@b.it,c@d.it", "stanza 12", "a@b.it\r\nBcc: x@y.it"])
def test_no_contact(typed: str) -> None:
    with pytest.raises(TextRefusedError):
        read_contact(typed)


@pytest.mark.parametrize("typed", ["", " \u200b ", "x" * 101, "due\nrighe"])
def test_no_answer(typed: str) -> None:
    with pytest.raises(TextRefusedError):
        read_required(typed)


@given(st.text())
def test_an_answer_is_one_line_that_can_be_seen(typed: str) -> None:
    try:
        answer = read_required(typed)
    except TextRefusedError:
        return
    assert answer.strip()
    assert len(answer.splitlines()) == 1

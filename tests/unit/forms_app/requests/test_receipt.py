"""Receipt codes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.privacy.private import Private
from forms_app.requests.receipt import grouped, receipt_code, receipt_hash

KEY = bytes(range(32))


@given(st.text())
def test_a_code_is_sixteen_digits_and_always_the_same(submission_id: str) -> None:
    code = receipt_code(KEY, submission_id)
    assert re.fullmatch(r"[0-9]{16}", code.reveal())
    assert receipt_code(KEY, submission_id) == code


def test_other_submissions_and_other_keys_give_other_codes() -> None:
    codes = {receipt_code(KEY, str(number)).reveal() for number in range(1000)}
    assert len(codes) == 1000
    assert receipt_code(bytes(32), "1") != receipt_code(KEY, "1")


@pytest.mark.parametrize(
    "typed", ["0123456789012345", "0123 456 789 012 345", "0123-4567-8901-2345", "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥"]
)
def test_a_code_is_found_again_however_it_is_typed(typed: str) -> None:
    assert receipt_hash(KEY, Private(typed)) == receipt_hash(KEY, Private("0123456789012345"))


def test_the_hash_depends_on_the_key_and_on_every_digit() -> None:
    code = Private("0123456789012345")
    others = {receipt_hash(bytes(32), code), receipt_hash(KEY, Private("0123456789012346"))}
    assert receipt_hash(KEY, code) not in others


def test_a_code_is_grouped_like_a_telephone_number() -> None:
    assert grouped(Private("0374555120884316")).reveal() == "0374 555 120 884 316"

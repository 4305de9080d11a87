"""Padding hides length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.errors import PayloadTooLongError, SealBrokenError
from forms_app.privacy.padding import MAIL_SIZES, SIZES, pad, pad_mail, unpad


@given(st.binary(max_size=SIZES[-1] - 4))
def test_what_was_padded_comes_back_and_the_size_is_one_of_few(plain: bytes) -> None:
    padded = pad(plain)
    assert len(padded) in SIZES
    assert unpad(padded) == plain


def test_there_are_at_most_four_sizes() -> None:
    assert len({len(pad(b"x" * length)) for length in range(0, SIZES[-1] - 3, 7)}) <= 4


@pytest.mark.parametrize(("length", "size"), [(0, 2048), (2044, 2048), (2045, 4096), (8188, 8192)])
def test_the_smallest_size_that_fits_is_taken(length: int, size: int) -> None:
    assert len(pad(b"x" * length)) == size


def test_more_than_the_largest_size_is_refused() -> None:
    with pytest.raises(PayloadTooLongError):
        pad(b"x" * (SIZES[-1] - 3))


@pytest.mark.parametrize(
    "spoiled",
    [
        b"",
        b"\0\0\0",
        b"x" * 2048,
        pad(b"prova")[:-1],
        pad(b"prova") + b"\0",
        pad(b"prova")[:-1] + b"x",
        b"\0\0\x08\0".ljust(2048, b"\0"),
    ],
)
def test_what_was_not_padded_is_refused(spoiled: bytes) -> None:
    with pytest.raises(SealBrokenError):
        unpad(spoiled)


@given(st.binary(max_size=MAIL_SIZES[1]))
def test_a_padded_mail_is_the_mail_and_blank_lines(mail: bytes) -> None:
    padded = pad_mail(mail)
    assert len(padded) in MAIL_SIZES
    assert padded.startswith(mail)
    assert not padded[len(mail) :].strip()
    assert padded == mail or padded.endswith(b"\r\n") or len(padded) - len(mail) == 1


def test_a_mail_longer_than_the_largest_size_is_refused() -> None:
    assert len(MAIL_SIZES) <= 4
    with pytest.raises(PayloadTooLongError):
        pad_mail(b"x" * (MAIL_SIZES[-1] + 1))

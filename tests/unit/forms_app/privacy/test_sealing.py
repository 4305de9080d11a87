"""Sealing: only the right key opens, only in the right row, only what was not changed."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from forms_app.errors import SealBrokenError
from forms_app.privacy.sealing import open_sealed, seal

KEY = X25519PrivateKey.generate()
ROW = b"row 1"
SEALED = seal(b"Prova Provetti", KEY.public_key(), ROW)


@given(st.binary(max_size=8000), st.binary(max_size=64))
def test_what_was_sealed_comes_back(plain: bytes, info: bytes) -> None:
    assert open_sealed(seal(plain, KEY.public_key(), info), KEY, info) == plain


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    spoiled = bytearray(SEALED)
    spoiled[place] ^= change
    with pytest.raises(SealBrokenError):
        open_sealed(bytes(spoiled), KEY, ROW)


@given(st.integers(0, len(SEALED) - 1))
def test_a_shortened_seal_is_noticed(length: int) -> None:
    with pytest.raises(SealBrokenError):
        open_sealed(SEALED[:length], KEY, ROW)


def test_it_opens_in_no_other_row() -> None:
    with pytest.raises(SealBrokenError):
        open_sealed(SEALED, KEY, b"row 2")


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(SealBrokenError):
        open_sealed(SEALED, X25519PrivateKey.generate(), ROW)


def test_the_same_text_sealed_twice_looks_different() -> None:
    assert seal(b"Prova Provetti", KEY.public_key(), ROW) != SEALED


def test_lengths_of_twenty_texts_give_few_sizes() -> None:
    sizes = {len(seal(b"x" * length, KEY.public_key(), ROW)) for length in range(1, 8000, 400)}
    assert len(sizes) <= 4


def test_the_text_is_not_in_the_seal() -> None:
    assert b"Provetti" not in SEALED

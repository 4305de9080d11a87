"""Whatever is typed: a clean text or a refusal in words, never a crash, never a character that could do harm."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms_app.errors import TextRefusedError
from forms_app.forms.texts import (
    MESSAGE_LENGTH,
    NAME_LENGTH,
    printable,
    read_email,
    read_message,
    read_name,
    read_phone,
    read_place,
)

# Everything, lone surrogates included, and more often what does harm.
ANY = st.text(
    st.one_of(st.characters(), st.sampled_from("\0\r\n\u2028\u2029\u202e\u2066\u200f\x85\ud800 @,+3"))
)
LINES = [read_name, read_place, read_phone, read_email]
HARMFUL = {"Cc", "Cs", "Zl", "Zp"}
DIRECTIONS = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("read", LINES)
@given(text=ANY)
@example("a@b.it,evil@x")
@example("Prova\r\nBcc: evil@example.org")
def test_one_line_of_harmless_characters(read: Callable[[str], str], text: str) -> None:
    try:
        clean = read(text)
    except TextRefusedError:
        return
    assert not {unicodedata.category(character) for character in clean} & HARMFUL
    assert not set(clean) & DIRECTIONS
    assert read(clean) == clean


@given(text=ANY)
def test_a_message_keeps_its_lines_and_nothing_harmful(text: str) -> None:
    try:
        clean = read_message(text)
    except TextRefusedError:
        return
    assert not {unicodedata.category(c) for c in clean if c not in "\n\t"} & HARMFUL
    assert not set(clean) & DIRECTIONS
    assert len(clean) <= MESSAGE_LENGTH
    assert read_message(clean) == clean


def test_a_refusal_has_words() -> None:
    with pytest.raises(TextRefusedError) as refused:
        read_name("a\0b")
    assert "carattere" in str(refused.value.reason)


@given(text=ANY)
def test_what_is_given_back_can_be_shown(text: str) -> None:
    printable(text).encode()


@pytest.mark.parametrize("name", ["Prova", "محمد", "Zoë", "李", "👩‍👩‍👧", "O’Prova-Provetti jr."])
def test_names_of_all_kinds(name: str) -> None:
    assert read_name(f"  {name} ") == name


def test_a_name_ends_somewhere() -> None:
    assert read_name("x" * NAME_LENGTH)
    with pytest.raises(TextRefusedError):
        read_name("x" * (NAME_LENGTH + 1))


@pytest.mark.parametrize("name", ["", "  ", "\u00a0", "\u200b\u200d"])
def test_a_name_can_be_seen(name: str) -> None:
    with pytest.raises(TextRefusedError):
        read_name(name)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("333 1234567", "+39 333 123 4567"),
        ("0375/40200", "+39 0375 40200"),
        ("(+40) 721-234-567", "+40 721 234 567"),
        ("٣٣٣١٢٣٤٥٦٧", "+39 333 123 4567"),
        ("\u202a+39 333 1234567\u202c", "+39 333 123 4567"),
        ("", ""),
    ],
)
def test_phones_as_people_write_them(typed: str, number: str) -> None:
    assert read_phone(typed) == number


@pytest.mark.parametrize("typed", ["domani", "12", "333 1234567 oppure 345", "+", "0800 AIUTO", "1" * 30])
def test_no_phones(typed: str) -> None:
    with pytest.raises(TextRefusedError):
        read_phone(typed)


@pytest.mark.parametrize(
    "typed",
    ["a@b.it,evil@x", "a@b.it evil@x.it", "<a@b.it>", "a@b", "a@@b.it", "a@b.it;c@d.it", "a@[127.0.0.1]"],
)
def test_no_single_address(typed: str) -> None:
    with pytest.raises(TextRefusedError):
        read_email(typed)


def test_all_line_breaks_of_a_message_are_one_kind() -> None:
    assert read_message("a\r\nb\rc\u2028d\x85e\n\nf") == "a\nb\nc\nd\ne\n\nf"


def test_a_line_break_counts_once() -> None:
    assert len(read_message("x\r\n" * 499 + "xy")) == MESSAGE_LENGTH


def test_a_message_of_the_greatest_length() -> None:
    assert len(read_message("🙂" * MESSAGE_LENGTH)) == MESSAGE_LENGTH
    with pytest.raises(TextRefusedError):
        read_message("🙂" * (MESSAGE_LENGTH + 1))


def test_changes_of_direction_in_a_message_go() -> None:
    assert read_message("gnp.\u202eexe\u202c") == "gnp.exe"

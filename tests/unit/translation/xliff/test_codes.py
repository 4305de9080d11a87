"""A message as words and codes is the message."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sportello.translation.xliff.codes import Code, codes_in, message_of, source_pieces, target_pieces

parts = st.sampled_from(
    [
        "parole ",
        "[",
        "]",
        "![",
        "{1}",
        "{2}",
        "%(name)s",
        "%%",
        "**",
        "(x.md)",
        "`a`",
        "a@b.it ",
        "<b>",
        "\\[",
        "مرحبا",
        "\n",
    ]
)
messages = st.lists(parts, max_size=12).map("".join)


@given(messages)
def test_the_pieces_of_a_message_are_the_message(message: str) -> None:
    assume("]({" not in message)  # nothing writes a placeholder as a link's target
    assert message_of(source_pieces(message)) == message


@given(messages, messages)
def test_so_are_those_of_a_translation(source: str, translation: str) -> None:
    assume("]({" not in translation)
    assert message_of(target_pieces(translation, source_pieces(source))) == translation


@given(st.permutations(["[uno]{1}", "[due]{2}", "%(name)s", "![tre]{3}"]))
def test_codes_keep_their_numbers_wherever_they_move(order: list[str]) -> None:
    source = source_pieces("[uno]{1} [due]{2} %(name)s ![tre]{3}")
    by_content = {code.content: code.number for code in codes_in(source)}
    moved = target_pieces(" ".join(order), source)
    assert {code.content: code.number for code in codes_in(moved)} == by_content
    assert sorted(by_content.values()) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("message", "pieces"),
    [
        ("[Chiama]{1} ora", (Code(1, "({1})", ("Chiama",)), " ora")),
        ("![Foto]{1}", (Code(1, "({1})", ("Foto",), image=True),)),
        ("Ciao %(name)s", ("Ciao ", Code(1, "%(name)s"))),
        ("[vedi {2}]{1}", (Code(1, "({1})", ("vedi ", Code(2, "{2}"))),)),
        ("", ()),
    ],
)
def test_links_are_pairs_and_the_rest_single(message: str, pieces: tuple[str | Code, ...]) -> None:
    assert source_pieces(message) == pieces

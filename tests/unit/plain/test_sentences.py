"""Where sentences end, and how easily they read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.plain.sentences import gulpease, sentences

WORDS = st.lists(st.from_regex(r"[a-z]{3,9}", fullmatch=True), min_size=1, max_size=8)
INSIDE = st.sampled_from(
    [
        "",
        " es. Gussola",
        " n. 5",
        " (art. 6)",
        " alle 9.30",
        " a www.esempio.it",
        " 3.000 euro",
        " S. Giovanni",
        " ecc. e poi",
    ]
)
ENDS = st.sampled_from([".", "!", "?", "…", "...", ".»", ".)"])


@st.composite
def written(draw: st.DrawFn) -> str:
    words = draw(WORDS)
    return f"{' '.join(words).capitalize()}{draw(INSIDE)} fine{draw(ENDS)}"


@given(st.lists(written(), min_size=1, max_size=5), st.sampled_from([" ", "  ", "\n", " \n "]))
def test_joined_sentences_come_apart_again(texts: list[str], between: str) -> None:
    assert [sentence.text for sentence in sentences(between.join(texts))] == texts


@given(st.text(st.sampled_from("aZé1 .!?…\n»()[]:;,'-"), max_size=60))
def test_nothing_is_lost_and_every_sentence_is_where_it_says(text: str) -> None:
    found = sentences(text)
    for sentence in found:
        assert sentence.words
        assert text[sentence.start :].startswith(sentence.text)
    kept = "".join(sentence.text for sentence in found)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vieni alle 9.30. Porta un documento.", 2),
        ("Porta, per es. Gussola, i documenti.", 1),
        ("Vedi l'art. 6 e il n. 5 di pag. 3.", 1),
        ("S. Giovanni in C. è un comune.", 1),
        ("Scrivi a prova@example.org. Oppure chiama il tel. 0375.", 2),
        ("Guarda https://example.org/a.b?c=1. Poi torna.", 2),
        ("Case, affitti ecc. Poi il lavoro.", 2),
        ("Case, affitti ecc. e il lavoro.", 1),
        ("E poi… forse no.", 1),
        ("«Vieni domani.» Così ha detto.", 2),
        ("Via Roma 1  \nGussola", 2),
        ("Prima riga\nseconda riga", 1),
        ("– … !", 0),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_words_are_what_one_says_in_one_go() -> None:
    (sentence,) = sentences("L'ente apre alle 9.30, scrivi a prova@example.org!")
    assert sentence.words == ("L'ente", "apre", "alle", "9.30", "scrivi", "a", "prova@example.org")


def test_the_index_is_the_formula() -> None:
    found = sentences("Chi cerca un lavoro viene. Parliamo con calma.")
    assert gulpease(found) == 89 + (300 * 2 - 10 * 37) / 8
    assert gulpease([]) is None


@given(st.lists(written(), min_size=1, max_size=5))
def test_longer_sentences_are_never_easier(texts: list[str]) -> None:
    apart = gulpease(sentences(" ".join(texts)))
    together = gulpease(sentences(", ".join(text.rstrip(".!?…»)") for text in texts) + "."))
    assert apart is not None
    assert together is not None
    assert together <= apart + 1e-9

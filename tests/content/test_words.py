"""Plain Italian in our own words: short sentences, abbreviations explained, nothing copied from the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from sportello.catalogue import Catalogue
from sportello.catalogue.model import Record
from sportello.catalogue.names import fold
from sportello.catalogue.texts import record_texts

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
LONGEST_SENTENCE = 20
LONGEST_QUOTE = 12
MOST_WORDS = 9_000
LINK_TARGET = re.compile(r"\]\([^)]*\)")

# An abbreviation, and words that explain it on the same page.
EXPLAINED = {
    "SIL": "(?i)inserimenti lavorativi",
    "ASST": "(?i)azienda",
    "CPS": "psico-sociale",
    "SERT": "dipendenze",
    "NOA": "alcologia",
    "UOMPIA": "neuropsichiatria",
    "FSE": "Fondo Sociale Europeo",
    "GDPR": "regolamento europeo",
    "WCAG": "regole internazionali",
    "ISTAT": "istituto italiano di statistica",
}


def _blocks(record: Record) -> Iterator[str]:
    yield from (text.text for text in record_texts(record) if text.field != "keywords")
    yield from (line for line in record.body.split("\n") if line.strip())


def _words(text: str) -> list[str]:
    return re.findall(r"\w[\w'’.-]*", LINK_TARGET.sub("]", text))


def test_no_sentence_is_longer_than_twenty_words(catalogue: Catalogue) -> None:
    sentences = (
        (path, sentence)
        for path, record in catalogue.pages.items()
        for block in _blocks(record)
        for sentence in re.split(r"(?<=[.!?])\s+", block)
    )
    assert [
        (path, sentence) for path, sentence in sentences if len(_words(sentence)) > LONGEST_SENTENCE
    ] == []


def test_the_site_stays_short_enough_to_be_translated_whole(catalogue: Catalogue) -> None:
    blocks = (block for record in catalogue.pages.values() for block in _blocks(record))
    assert sum(len(_words(block)) for block in blocks) <= MOST_WORDS


@pytest.mark.parametrize("abbreviation", EXPLAINED)
def test_an_abbreviation_is_explained_where_it_stands(abbreviation: str, page_texts: dict[str, str]) -> None:
    using = {path: text for path, text in page_texts.items() if re.search(rf"\b{abbreviation}\b", text)}
    assert using
    assert [path for path, text in using.items() if not re.search(EXPLAINED[abbreviation], text)] == []


def test_heading_levels_begin_at_two_and_skip_none(catalogue: Catalogue) -> None:
    for path, record in catalogue.pages.items():
        levels = [1, *(len(mark) for mark in re.findall(r"^(#+) ", record.body, re.MULTILINE))]
        assert all(1 < later <= earlier + 1 for earlier, later in pairwise(levels)), path


def test_bodies_hold_only_what_can_be_translated_block_by_block(catalogue: Catalogue) -> None:
    foreign = re.compile(r"^(!!!|\?\?\?|===)|<[a-z/]", re.MULTILINE)
    assert [path for path, record in catalogue.pages.items() if foreign.search(record.body)] == []


@pytest.mark.parametrize("name", ["Zacchetti", "Restelli", "Landonio"])
def test_no_politician_is_named(name: str, page_texts: dict[str, str]) -> None:
    assert [path for path, text in page_texts.items() if name in text] == []


def _runs(text: str) -> set[str]:
    words = fold(text).split()
    return {" ".join(words[at : at + LONGEST_QUOTE]) for at in range(len(words) - LONGEST_QUOTE + 1)}


def test_no_twelve_words_in_a_row_are_copied_from_a_source(page_texts: dict[str, str]) -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"the source documents are not here: {SEEDS}")
    sources = set().union(*(_runs(file.read_text(encoding="utf-8")) for file in SEEDS.glob("*.txt")))
    assert sources
    assert {path: run for path, text in page_texts.items() for run in _runs(text) & sources} == {}

"""Plain Italian in our own words: short sentences, abbreviations explained, nothing copied from the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from sportello.catalogue import Catalogue, examine, load_site
from sportello.catalogue.names import fold
from sportello.catalogue.record import Record
from sportello.catalogue.texts import KEYWORDS, record_texts
from sportello.plain import plain_language_problems
from tests.built_site import ROOT

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
LONGEST_QUOTE = 12
MOST_WORDS = 9_000
LINK_TARGET = re.compile(r"\]\([^)]*\)")


def _blocks(record: Record) -> Iterator[str]:
    yield from (text.text for text in record_texts(record) if text.field != KEYWORDS)
    yield from (line for line in record.body.split("\n") if line.strip())


def _words(text: str) -> list[str]:
    return re.findall(r"\w[\w'’.-]*", LINK_TARGET.sub("]", text))


def test_the_pages_speak_plainly() -> None:
    site = load_site(ROOT / "mkdocs.yml")
    assert [problem.line_text() for problem in plain_language_problems(site, examine(site))] == []


def test_the_site_stays_short_enough_to_be_translated_whole(catalogue: Catalogue) -> None:
    blocks = (block for record in catalogue.pages.values() for block in _blocks(record))
    assert sum(len(_words(block)) for block in blocks) <= MOST_WORDS


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

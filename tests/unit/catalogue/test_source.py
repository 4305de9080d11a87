"""A page's file, well or badly written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue.problems import Problem
from sportello.catalogue.source import Source, parse_source


def read(text: str | bytes) -> Source | Problem:
    """Parse a page called `x.md`."""
    return parse_source(text.encode() if isinstance(text, str) else text, "x.md", "docs/x.md")


def test_fields_keep_their_text_and_their_lines() -> None:
    source = read("---\ntitle: Uno\nphones:\n  - 0375 40200\n  - number: 09\nno: no\nempty:\n---\nCorpo\n")
    assert isinstance(source, Source)
    assert source.data == {
        "title": "Uno",
        "phones": ["0375 40200", {"number": "09"}],
        "no": "no",
        "empty": None,
    }
    assert source.line_of(("phones", 1, "number")) == 5
    assert source.line_of(("phones", 7)) == 3, "a place that is not there has the line of what is around it"
    assert (source.body, source.body_line) == ("Corpo\n", 9)


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake() -> None:
    source = read("\ufeff---\r\ntitle: Uno\r\n---\r\nCorpo\r\n")
    assert isinstance(source, Source)
    assert source.body == "Corpo\n"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        (b"", 1, "vuoto"),
        (b" \n\n", 1, "vuoto"),
        (b"---\ntitle: perch\xe9\n---\n", 2, "UTF-8"),
        (b"# Solo testo\n", 1, "intestazione"),
        (b"---\ntitle: Uno\n", 1, "intestazione"),
        (b"---\ntitle: Uno\n\tsummary: due\n---\n", 3, "tabulazione"),
        (b"---\ntitle: Uno\nsummary: s\ntitle: Due\n---\n", 4, "due volte"),
        (b'---\ntitle: Uno\nsummary: "aperta\nkind: page\n---\n', 3, "virgolette"),
        (b"---\ntitle: Uno: due\n---\n", 2, "due punti"),
        (b"---\ntitle: @uno\n---\n", 2, "carattere"),
        (b"---\ntitle: *uno\n---\n", 2, "asterisco"),
        (b"---\n- uno\n---\n", 2, "campi"),
        (b"---\ntitle: [uno\n---\n", 3, "YAML"),
    ],
)
def test_a_file_that_does_not_parse_is_named_with_its_line(text: bytes, line: int, found: str) -> None:
    problem = read(text)
    assert isinstance(problem, Problem)
    assert problem.line == line
    assert found in problem.found.text()
    assert problem.expected.text()


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    assert isinstance(read(data), Source | Problem)


@given(st.text(max_size=200))
def test_no_front_matter_makes_it_raise(text: str) -> None:
    assert isinstance(read(f"---\n{text}\n---\n".encode("utf-8", "replace")), Source | Problem)

"""Catalogues are read quickly as polib reads them."""

from __future__ import annotations

import polib
from hypothesis import given
from hypothesis import strategies as st

from sportello.translation.quick_po import read_quickly

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t"\\'), max_size=40)
notes = st.text(st.characters(categories=["L", "Nd"]) | st.sampled_from(" :#~|."), max_size=20)
entries = st.builds(
    polib.POEntry,
    msgid=texts.filter(bool),
    msgstr=texts,
    comment=notes,
    tcomment=notes,
    flags=st.sampled_from([[], ["fuzzy"], ["fuzzy", "python-format"]]),
    occurrences=st.lists(st.sampled_from([("a.py", "3"), ("docs/b.md", "")]), max_size=2),
    obsolete=st.sampled_from([0, 0, 0, 1]),
    previous_msgid=st.none() | texts.filter(bool),
    msgctxt=st.none() | texts.filter(bool),
)


def as_written(*found: polib.POEntry) -> str:
    po = polib.POFile()
    po.metadata = {"Language": "ar", "Content-Type": "text/plain; charset=UTF-8"}
    po.extend(found)
    return str(po)


def said(po: polib.POFile) -> object:
    return po.header, po.metadata, po.metadata_is_fuzzy, [vars(entry) for entry in po]


@given(st.lists(entries, max_size=6))
def test_every_catalogue_reads_as_polib_reads_it(found: list[polib.POEntry]) -> None:
    text = as_written(*found)
    assert said(read_quickly(text)) == said(polib.pofile(text + "\n"))


@given(
    st.lists(
        st.sampled_from(['msgid "a"', 'msgstr "b"', '"c"', "", "# d", '#~ msgid "e"', "#, fuzzy", "#", "  "])
    )
)
def test_every_order_of_lines_reads_as_polib_reads_it(lines: list[str]) -> None:
    text = as_written() + "\n" + "\n".join(lines)
    try:
        expected = said(polib.pofile(text + "\n"))
    except OSError:
        expected = None
    try:
        found = said(read_quickly(text))
    except OSError:
        found = None
    assert found == expected

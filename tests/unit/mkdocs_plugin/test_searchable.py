"""Two pages that differ only in what Pagefind ignores have the same words."""

from __future__ import annotations

import pytest

from sportello.mkdocs_plugin.reuse.searchable import searchable

PAGE = '<p id="a">Lavoro &amp; casa</p><aside{}>{}</aside><br>fine'


def test_what_is_ignored_does_not_count() -> None:
    pages = [PAGE.format(" data-pagefind-ignore", f"<b>{word}<br></b>") for word in ("uno", "due")]
    assert searchable(pages[0]) == searchable(pages[1]) == '<p id="a">Lavoro &amp; casa</p><br>fine'


@pytest.mark.parametrize(
    ("mark", "inside"),
    [
        ("", "{}"),
        (" data-pagefind-ignore", '<i data-pagefind-meta="x">{}</i>'),
        (" data-pagefind-ignore", "<p>{}"),
    ],
)
def test_what_may_count_counts(mark: str, inside: str) -> None:
    pages = [PAGE.format(mark, inside.format(word)) for word in ("uno", "due")]
    assert searchable(pages[0]) != searchable(pages[1])

"""Things in a row."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from sportello.pages.facts import Link
from sportello.pages.lists import linked, listed
from sportello.pages.phrase import Phrase
from sportello.translation.languages import reading_locale


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("it", "A, B e C"),
        ("en", "A, B and C"),
        ("fr", "A, B et C"),
        ("es", "A, B y C"),
        ("ro", "A, B și C"),
        ("uk", "A, B і C"),
        ("ar", "A وB وC"),
        ("sq", "A, B dhe C"),
        ("zh", "A、B和C"),
    ],
)
def test_each_language_joins_in_its_way(language: str, expected: str) -> None:
    assert listed("ABC", reading_locale(language)) == expected


def test_items_are_escaped_unless_they_are_html() -> None:
    said = listed(["<a>", Markup("<b>b</b>"), Phrase("c & d", "it")], reading_locale("en"))
    assert said == '&lt;a&gt;, <b>b</b> and <span lang="it" dir="ltr">c &amp; d</span>'


def test_none_and_one() -> None:
    assert listed([], reading_locale("it")) == ""
    assert linked([Link(Phrase("X & Y"), "../x/?a=1&b=2")], reading_locale("it")) == (
        '<a href="../x/?a=1&amp;b=2">X &amp; Y</a>'
    )

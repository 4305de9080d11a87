"""What is known of a language."""

from __future__ import annotations

import pytest

from sportello.translation.languages import is_left_to_right, lang_tag, reading_locale


@pytest.mark.parametrize(
    ("language", "tag"), [("it", "it"), ("zh", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("pt_BR", "pt-BR")]
)
def test_tags(language: str, tag: str) -> None:
    assert lang_tag(language) == tag


def test_english_dates_are_british() -> None:
    assert [str(reading_locale(code)) for code in ("en", "zh", "ar")] == ["en_GB", "zh", "ar"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Via Roma, 5", True),
        ("ACTIVITY.CR – عمل", False),
        ("عمل", False),
        ("0372 1786314", False),
        ("", False),
    ],
)
def test_names_that_run_from_left_to_right(text: str, expected: bool) -> None:  # noqa: FBT001 - a case
    assert is_left_to_right(text) is expected

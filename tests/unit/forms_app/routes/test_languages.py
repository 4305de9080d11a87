"""The language of an address."""

from __future__ import annotations

import pytest

from forms_app.languages import language_of, own_name

LANGUAGES = ("it", "en", "ar")


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "it"),
        ("/servizi/", "it"),
        ("/en/servizi/", "en"),
        ("/moduli/", "it"),
        ("/moduli/ar/contatto", "ar"),
        ("/moduli/xx/contatto", "it"),
        ("/entrate/", "it"),
        ("//", "it"),
    ],
)
def test_language_of(path: str, language: str) -> None:
    assert language_of(path, LANGUAGES) == language


def test_languages_by_their_own_names() -> None:
    assert [own_name(code) for code in LANGUAGES] == ["Italiano", "English", "العربية"]

"""What Babel knows of a language."""

from __future__ import annotations

from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError

Direction = Literal["ltr", "rtl"]


@cache
def direction(language: str) -> Direction:
    """Which way a language is written: `rtl` for Arabic; `ltr` also for a language that Babel does not know."""
    return "rtl" if is_known(language) and _locale(language).text_direction == "rtl" else "ltr"


@cache
def is_known(language: str) -> bool:
    """Whether Babel knows the code (`ar`, `zh_Hans`, `zh-Hans`)."""
    try:
        _locale(language)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _locale(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_"))

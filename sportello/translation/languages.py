"""What Babel knows of a language."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError

Direction = Literal["ltr", "rtl"]


@cache
def direction(language: str) -> Direction:
    """Which way a language is written: `rtl` for Arabic; `ltr` also for a language that Babel does not know."""
    return "rtl" if is_known(language) and _locale(language).text_direction == "rtl" else "ltr"


def lang_tag(language: str) -> str:
    """The BCP 47 tag of a language of the site, for `lang` and `hreflang`: `zh` → `zh-Hans`.

    Chinese names its script, so that fonts and voices are chosen rightly; what Babel calls `zh` is simplified.
    """
    return "zh-Hans" if language == "zh" else language.replace("_", "-")


@cache
def is_known(language: str) -> bool:
    """Whether Babel knows the code (`ar`, `zh_Hans`, `zh-Hans`)."""
    try:
        _locale(language)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def reading_locale(language: str) -> Locale:
    """What dates and numbers of a language follow; English is Britain's, whose dates are written as Italy's are."""
    return _locale("en_GB" if language == "en" else language)


def is_left_to_right(text: str) -> bool:
    """Whether all letters of a text run from left to right, as an Italian name inside an Arabic page does."""
    runs = {unicodedata.bidirectional(character) for character in text}
    return "L" in runs and not runs & {"R", "AL"}


def _locale(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_"))

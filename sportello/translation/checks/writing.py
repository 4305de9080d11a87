"""How a language writes numbers, months, parts of the day and the euro, from the CLDR by Babel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale

CURRENCY = "EUR"
_DIGIT_SYSTEMS = ("latn", "arab")
_AFTER_NOON = ("pm", "afternoon", "evening", "night")
_STEM = 5
"""A word of at least so many letters is known by all but its last two, which inflection changes."""


@dataclass(frozen=True)
class Writing:
    """What one needs to read a number in a text.

    Attributes:
        decimals: the signs before a fraction.
        multipliers: words that multiply the number before them (`mila`, `万`), lower case, by what they multiply.
        months: names of months, lower case, inflected or not, by number.
        month_stems: the same without their ends.
        after_noon: lower case words that make 2 o'clock 14 o'clock, without dots and spaces.
        money: finds the euro, as a sign, a code or a word, inflected or not.
    """

    decimals: frozenset[str]
    multipliers: Mapping[str, int]
    months: Mapping[str, int]
    month_stems: Mapping[str, int]
    after_noon: tuple[str, ...]
    money: re.Pattern[str]


@cache
def writing_of(language: str) -> Writing:
    """The writing of a language whose code Babel knows."""
    locale = Locale.parse(language.replace("-", "_"))
    months = dict(_months(locale))
    return Writing(
        decimals=frozenset(locale.number_symbols[system]["decimal"] for system in _DIGIT_SYSTEMS),
        multipliers=dict(sorted(_multipliers(locale), key=lambda pair: -len(pair[0]))),
        months=months,
        month_stems={stem_of(name): number for name, number in months.items()},
        after_noon=tuple(sorted({bare(name) for name in _after_noon(locale)}, key=len, reverse=True)),
        money=_money(locale),
    )


def stem_of(word: str) -> str:
    """A word without what inflection changes at its end; short words stay whole."""
    return word[:-2] if len(word) >= _STEM else word


def bare(text: str) -> str:
    """A text without dots and white space, lower case: `p. m.` is `pm`."""
    return re.sub(r"[.\s]", "", text).casefold()


def _multipliers(locale: Locale) -> Iterator[tuple[str, int]]:
    """From patterns like `000 mila`, which stands for 100 000 and shows three digits."""
    formats = locale.compact_decimal_formats
    for length in ("long", "short"):
        for by_size in dict(formats.get(length) or {}).values():
            for size, pattern in by_size.items():
                shown = pattern.pattern.replace("'", "")
                word = shown.strip("0 \u00a0\u202f\u200f").rstrip(".").casefold()
                if word:
                    yield word, int(size) // 10 ** (shown.count("0") - 1)


def _months(locale: Locale) -> Iterator[tuple[str, int]]:
    for use in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[use][width].items():
                yield name.rstrip(".").casefold(), int(number)


def _after_noon(locale: Locale) -> Iterator[str]:
    for widths in locale.day_periods.values():
        for names in widths.values():
            yield from (name for period, name in names.items() if period.startswith(_AFTER_NOON))


def _money(locale: Locale) -> re.Pattern[str]:
    name = stem_of(locale.currencies.get(CURRENCY, CURRENCY).casefold())
    european = "(?![pп])"  # the adjective begins like the coin
    return re.compile(rf"€|\b{CURRENCY}\b|{re.escape(name)}{european}", re.IGNORECASE)

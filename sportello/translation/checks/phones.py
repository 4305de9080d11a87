"""Telephone numbers, mail and web addresses in a text."""

from __future__ import annotations

import re
from collections import Counter

import phonenumbers

REGION = "IT"
_FEWEST_DIGITS = 6
_AMOUNT = re.compile(r"8\d\d(?:[ .]\d{3})+")
_ADDRESS = re.compile(
    r"https?://[^\s<>()\[\]«»“”、。，؛،]*[\w/]|(?<![\w.+-])[a-z0-9.+_-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+",
    re.IGNORECASE,
)


def phones_in(text: str) -> dict[str, str]:
    """Telephone numbers as they stand in a text, by their international form, however they are grouped.

    What is grouped like `847 000` and could be a service number is left to those who look at amounts.
    """
    if sum(sign.isdigit() for sign in text) < _FEWEST_DIGITS:
        return {}
    found = phonenumbers.PhoneNumberMatcher(text, REGION, leniency=phonenumbers.Leniency.POSSIBLE)
    return {
        phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164): match.raw_string
        for match in found
        if phonenumbers.is_valid_number(match.number) and not _AMOUNT.fullmatch(match.raw_string)
    }


def has_digits(text: str, number: str) -> bool:
    """Whether a text has the digits of a long number, grouped in any way."""
    digits = re.sub(r"\D", "", number)
    squeezed = re.sub(r"(?<=\d)[ ./-](?=\d)", "", text)
    return len(digits) >= _FEWEST_DIGITS and bool(re.search(rf"(?<!\d){digits}(?!\d)", squeezed))


def addresses_in(text: str) -> Counter[str]:
    """Mail and web addresses, in lower case, with how often each stands there."""
    return Counter(match[0].casefold() for match in _ADDRESS.finditer(text))


def without(text: str, parts: list[str]) -> str:
    """A text with these stretches blanked out."""
    for part in sorted(parts, key=len, reverse=True):
        text = text.replace(part, " " * len(part))
    return _ADDRESS.sub(" ", text)

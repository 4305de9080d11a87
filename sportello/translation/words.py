"""How much there is to read or translate, in words."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(r"\{\d+\}")


def count_words(text: str) -> int:
    """Words of the source language between white space; numbers and bare placeholders are none."""
    return sum(any(map(str.isalpha, word)) for word in _PLACEHOLDER.sub("", text).split())

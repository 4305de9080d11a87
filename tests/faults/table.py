"""The campaign's table as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_HEAD = """# Fault campaign

What goes wrong, what is promised then, and what happened when it was made to go wrong. Written by `make faults`;
`make test` runs the same tests in a short form.

| fault | promise | counted | verdict |
|---|---|---|---|
"""


class Row(NamedTuple):
    """One fault: what was done, what is promised, what was counted, whether the promise holds."""

    fault: str
    promise: str
    figures: str
    verdict: str


def render(rows: Iterable[Row]) -> str:
    """Return the page, one line a row."""
    return _HEAD + "".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |\n" for row in rows)

"""The security decision names tests that exist, and forgets no requirement of the standard's levels 1 and 2."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "decisions" / "0013-asvs.md").read_text("utf-8")
# Levels 1 and 2 of version 5.0.0: section → its requirements; chapters that are left out as a whole have none here.
REQUIRED = {
    "V1.1": "1-2", "V1.2": "1-9", "V1.3": "1-11", "V1.4": "1-3", "V1.5": "1-2",
    "V2.1": "1-3", "V2.2": "1-3", "V2.3": "1-4", "V2.4": "1-1",
    "V3.2": "1-2", "V3.3": "1-4", "V3.4": "1-6", "V3.5": "1-5", "V3.7": "1-2",
    "V4.1": "1-3", "V4.2": "1-1", "V4.3": "", "V4.4": "", "V5.1": "", "V5.2": "", "V5.3": "1-2", "V5.4": "",
    "V6": "", "V7.1": "1-3", "V7.2": "1-4", "V7.3": "1-2", "V7.4": "1-5", "V7.5": "", "V7.6": "",
    "V8.1": "1-2", "V8.2": "1-3", "V8.3": "1-1", "V8.4": "1-1", "V9.1": "1-3", "V9.2": "1-4", "V10": "",
    "V11.1": "1-2", "V11.2": "1-3", "V11.3": "1-3", "V11.4": "1-4", "V11.5": "1-1", "V11.6": "1-1",
    "V12.1": "1-3", "V12.2": "1-2", "V12.3": "1-4",
    "V13.1": "1-1", "V13.2": "1-5", "V13.3": "1-2", "V13.4": "1-5",
    "V14.1": "1-2", "V14.2": "1-4", "V14.3": "1-3",
    "V15.1": "1-3", "V15.2": "1-3", "V15.3": "1-7",
    "V16.1": "1-1", "V16.2": "1-5", "V16.3": "1-4", "V16.4": "1-3", "V16.5": "1-3", "V17": "",
}  # fmt: skip


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/.]+)`", TEXT))
    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_no_requirement_is_forgotten_and_none_is_answered_twice() -> None:
    answered = [one for row in re.findall(r"^\| (V[^|]+?) \|", TEXT, re.MULTILINE) for one in _expanded(row)]
    expected = [one for section, span in REQUIRED.items() for one in _of(section, span)]
    assert sorted(answered) == sorted(expected)


def _of(section: str, span: str) -> list[str]:
    if not span:
        return [section]
    first, last = map(int, span.split("-"))
    return [f"{section}.{number}" for number in range(first, last + 1)]


def _expanded(row: str) -> list[str]:
    found = []
    for part in row.split(", "):
        first, _, last = part.partition("–")
        section, _, start = first.rpartition(".")
        end = last.rpartition(".")[2] or start
        found += _of(section, f"{start}-{end}") if last else [first]
    return found

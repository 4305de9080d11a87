"""The numbers that a text says in any language: grouped, with decimals or words like `mila`, as hours and dates.

A number as written may be read in more than one way (`9.30` is an hour or a price), so it has a set of readings, and
two numbers agree when they share one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sportello.translation.checks.writing import Writing, bare

Reading = Decimal | tuple[str, int, int]

_NOON = 12
_MONTHS = 12
_ABBREVIATION = 3
_HOURS, _MINUTES = 24, 59
_SPACES = "\u00a0\u202f\u2009"
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(
    r"""(?<![A-Za-z\d])(?:
      (?P<spaced>\d{1,3}(?:[ ]\d{3})+(?!\d)(?:[.,٫]\d+)?)
    | (?P<clock>\d{1,2}(?:[:]|[hH](?=\d))\d{2}(?!\d))
    | (?P<date>\d{1,4}(?:[/]\d{1,4})+)
    | (?P<signed>\d+(?:[.,٫٬]\d+)*)
    )""",
    re.VERBOSE,
)
_YEAR_BEFORE = re.compile(r"(?<!\d)(?P<century>19|20)\d\d ?[-–/] ?$")
_SIGN = re.compile(r"[.,٫٬ ]")


@dataclass(frozen=True)
class Said:
    """A number in a text: as it stands there, and what it can mean."""

    text: str
    readings: frozenset[Reading]


def plain(text: str) -> str:
    """A text with European digits and usual spaces, without invisible marks of direction."""
    shown = _MARKS.sub("", text.translate(dict.fromkeys(map(ord, _SPACES), " ")))
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in shown)


def numbers_in(text: str, writing: Writing) -> Iterator[Said]:
    """The numbers of a text that went through `plain`; digits behind a Latin letter (`A2A`) belong to a name."""
    for match in _NUMBER.finditer(text):
        if month := writing.months.get(text[match.start() : match.end() + 1]):  # 10月
            yield Said(text[match.start() : match.end() + 1], frozenset({("month", month, 0)}))
            continue
        factor, word = _multiplier(text[match.end() :], writing)
        late = _is_after_noon(text, match, writing)
        for part, readings in _parts(match, writing):
            multiplied = {value * factor for value in readings if isinstance(value, Decimal)}
            meant = multiplied if word else readings | (_later(readings) if late else set())
            yield Said(part + word, frozenset(meant | _whole_year(text, match.start(), part)))


def _whole_year(text: str, start: int, part: str) -> set[Reading]:
    """What `21` means in `2020/21` and `2020-21`."""
    before = _YEAR_BEFORE.search(text[: text.find(part, start)])
    return {Decimal(f"{before['century']}{part}")} if before and len(part) == 2 else set()  # noqa: PLR2004


def _parts(match: re.Match[str], writing: Writing) -> Iterator[tuple[str, set[Reading]]]:
    text = match[0]
    if match.lastgroup == "clock":
        hour, minute = map(int, re.split(r"\D", text))
        yield text, {("clock", hour, minute), *({Decimal(hour)} if minute == 0 else ())}
    elif match.lastgroup != "date" and (readings := set(_readings(text, writing))):
        yield text, readings
    else:  # signs that group nothing: a date, a version, a list
        yield from ((part, _of_date(int(part))) for part in re.split(r"\D", text))


def _of_date(part: int) -> set[Reading]:
    return {Decimal(part), *({("month", part, 0)} if part <= _MONTHS else ())}


def _readings(text: str, writing: Writing) -> Iterator[Reading]:
    signs, parts = _SIGN.findall(text), _SIGN.split(text)
    if not signs:
        yield Decimal(text)
        return
    grouped = all(len(part) == 3 for part in parts[1:])  # noqa: PLR2004 - thousands
    if grouped and len(set(signs)) == 1 and not (len(signs) == 1 and signs[0] in writing.decimals):
        yield Decimal("".join(parts))
    if signs[-1] not in signs[:-1] and (signs[-1] in writing.decimals or len(parts[-1]) != 3):  # noqa: PLR2004
        yield Decimal(f"{''.join(parts[:-1])}.{parts[-1]}")
    if len(parts) == 2 and len(parts[1]) == 2 and int(parts[0]) <= _HOURS and int(parts[1]) <= _MINUTES:  # noqa: PLR2004
        yield "clock", int(parts[0]), int(parts[1])


def _multiplier(following: str, writing: Writing) -> tuple[int, str]:
    start = following[:20].lstrip(" ").casefold()
    for word, factor in writing.multipliers.items():
        if start.startswith(word) and not (word[-1:].isascii() and start[len(word) :][:1].isalpha()):
            return factor, word
    return 1, ""


def _is_after_noon(text: str, match: re.Match[str], writing: Writing) -> bool:
    before, after = bare(text[max(0, match.start() - 8) : match.start()]), bare(text[match.end() :][:20])
    return bool(writing.after_noon) and (
        after.lstrip("点时時:0").startswith(writing.after_noon) or before.endswith(writing.after_noon)
    )


def _later(readings: set[Reading]) -> set[Reading]:
    """The same hours twelve hours later."""
    found: set[Reading] = set()
    for reading in readings:
        if isinstance(reading, tuple):
            found.add(("clock", reading[1] + _NOON, reading[2]))
        elif reading < _NOON:
            found |= {reading + _NOON, ("clock", int(reading) + _NOON, 0)}
    return found


def months_in(text: str, writing: Writing) -> Iterator[Said]:
    """The names of months in a text; an abbreviation counts only beside a number, for `set` and `mar` are words too."""
    folded = text.casefold()
    for name, number in writing.months.items():
        if name.isalpha() and (place := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded)):
            around = folded[max(0, place.start() - 3) : place.start()] + folded[place.end() :][:3]
            if len(name) > _ABBREVIATION or any(sign.isdigit() for sign in around):
                yield Said(place[0], frozenset({("month", number, 0)}))


def names_month(text: str, number: int, writing: Writing) -> bool:
    """Whether a text, in lower case, names a month, inflected or not."""
    return any(
        re.search(rf"(?<!\w){re.escape(stem)}" if stem.isascii() else re.escape(stem), text)
        for stem, month in writing.month_stems.items()
        if month == number
    )

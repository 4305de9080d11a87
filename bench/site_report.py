"""What the builds cost, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.building import SideResult, SizeResult
from bench.content import Size
from bench.sides import OURS, SIDES, THEIRS
from sportello.terminal import table

MOST_OF_THEIR_TIME = 0.4
"""A full build at `LARGER` may take so much of static-i18n's time."""

MOST_GROWTH = 1.3
"""A page at `LARGER` may cost so many times what it costs at `SMALLER`."""

SMALLER, LARGER = Size(50, 3), Size(300, 5)
_MEGA = 1e6

Figure = Callable[[SideResult], float]


def size_table(result: SizeResult) -> str:
    """All figures of one size, with our share of each other side's."""
    rows: tuple[tuple[str, Figure], ...] = (
        ("full build, s", lambda side: side.full.seconds),
        ("… ms a page", lambda side: side.full.seconds * 1000 / result.size.total),
        ("… processor, s", lambda side: side.full.cpu_seconds),
        ("… peak memory, MB", lambda side: side.full.peak_bytes / _MEGA),
        ("after one edit, s", lambda side: side.edit.seconds),
        ("… with --dirty, s", lambda side: side.dirty.seconds),
        ("bytes written, MB", lambda side: side.written / _MEGA),
        ("… of them HTML, MB", lambda side: side.html / _MEGA),
    )
    others = [side.name for side in SIDES if side is not OURS]
    headings = [f"{result.size} pages", OURS.name, *(cell for name in others for cell in (name, "ours/its"))]
    return table([_row(result, label, figure, others) for label, figure in rows], headings)


def verdicts(results: Sequence[SizeResult]) -> str:
    """The two targets, met or missed; "" unless both sizes were measured."""
    by_size = {result.size: result.sides for result in results}
    if not {SMALLER, LARGER} <= by_size.keys():
        return ""
    ours, theirs = (by_size[LARGER][side.name].full.seconds for side in (OURS, THEIRS))
    costs = [by_size[size][OURS.name].full.seconds / size.total for size in (LARGER, SMALLER)]
    lines = [
        _verdict(f"full build at {LARGER}, of static-i18n's time", ours / theirs, MOST_OF_THEIR_TIME),
        _verdict(f"a page at {LARGER}, of its cost at {SMALLER}", costs[0] / costs[1], MOST_GROWTH),
    ]
    return table(lines, ["target", "is", "at most", ""])


def _row(result: SizeResult, label: str, figure: Figure, others: Sequence[str]) -> list[str]:
    ours = figure(result.sides[OURS.name])
    theirs = [figure(result.sides[name]) for name in others]
    cells = [cell for value in theirs for cell in (f"{value:,.1f}", ratio(ours, value))]
    return [label, f"{ours:,.1f}", *cells]


def ratio(one: float, other: float) -> str:
    """One part of the other; a dash where the other was not measured."""
    return f"{one / other:.2f}" if other else "–"


def _verdict(label: str, value: float, most: float) -> list[str]:
    return [label, f"{value:.2f}", f"{most:.2f}", "met" if value <= most else "MISSED"]

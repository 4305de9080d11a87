"""What nine languages cost beside one, and what one changed paragraph costs in all nine."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.content import Leaf, Size, edited
from bench.measure import Measured, run
from bench.ours import write_ours, write_page
from bench.pages import make_pages
from bench.sides import BUILD, ENVIRONMENT
from sportello.terminal import table

MOST_OF_A_FULL_BUILD = 0.1
"""After one changed paragraph, the rebuild of all languages may take so much of a full build."""

NINE = Size(300, 9)

UPDATE = (sys.executable, "-m", "sportello", "translations", "update")
Say = Callable[[str], None]


@dataclass(frozen=True)
class NineResult:
    """Builds of the same pages, each the fastest of its runs.

    Attributes:
        size: pages, and how many "all languages" are.
        one: all pages in the source language alone, from nothing.
        full: in all languages, from nothing.
        same: again, when nothing has changed.
        edit: after one Italian paragraph was changed; the other languages show it in Italian, where search finds it.
        updated: after such a change that the catalogues know: its translations are shown, marked as outdated.
    """

    size: Size
    one: Measured
    full: Measured
    same: Measured
    edit: Measured
    updated: Measured


def measure_nine(size: Size, repeats: int, folder: Path, say: Say) -> NineResult:
    """Build the site again and again; `folder` is emptied before and after.

    Raises:
        BenchError: a build failed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    try:
        pages = make_pages(size)
        say(f"{size}: writing the site")
        write_ours(folder / "nine", size, pages)
        write_ours(folder / "one", Size(size.pages, 1), pages)
        _update_catalogues(folder / "nine")
        rounds = []
        for number in range(repeats):
            say(f"{size}: round {number + 1} of {repeats}")
            rounds.append(_round(folder, pages, number))
        return NineResult(
            size, *(min(runs, key=lambda run: run.seconds) for runs in zip(*rounds, strict=True))
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def nine_table(result: NineResult) -> str:
    """The figures, with each one's share of the full build."""
    rows = (
        ("one language, from nothing", result.one),
        (f"{result.size.languages} languages, from nothing", result.full),
        ("… after one paragraph changed", result.edit),
        ("… after one, marked in the catalogues", result.updated),
        ("… after nothing changed", result.same),
    )
    lines = [
        [
            label,
            f"{run.seconds:,.2f}",
            f"{run.seconds / result.full.seconds:.2f}",
            f"{run.cpu_seconds:,.2f}",
            f"{run.cpu_seconds / result.full.cpu_seconds:.2f}",
        ]
        for label, run in rows
    ]
    return table(lines, [f"Sportello, {result.size} pages", "s", "of full", "processor, s", "of full"])


def nine_verdicts(result: NineResult) -> str:
    """The two targets, by the clock and by the processor."""
    return table(list(_verdicts(result)), ["target", "is", "at most", ""])


def _verdicts(result: NineResult) -> Iterator[list[str]]:
    measures: tuple[tuple[str, Callable[[Measured], float]], ...] = (
        ("time", lambda run: run.seconds),
        ("processor", lambda run: run.cpu_seconds),
    )
    for name, figure in measures:
        cost = figure(result.full) / figure(result.one)
        yield _verdict(f"{result.size.languages} languages, of one's {name}", cost, result.size.languages)
        share = figure(result.edit) / figure(result.full)
        yield _verdict(f"after one paragraph, of a full build's {name}", share, MOST_OF_A_FULL_BUILD)
        share = figure(result.updated) / figure(result.full)
        yield _verdict(f"… marked in the catalogues, of its {name}", share, MOST_OF_A_FULL_BUILD)


def _verdict(label: str, value: float, most: float) -> list[str]:
    return [label, f"{value:.2f}", f"{most:.2f}", "met" if value <= most else "MISSED"]


def _round(folder: Path, pages: list[Leaf], number: int) -> tuple[Measured, ...]:
    page = next(page for page in pages if page.kind == "service")
    one = _from_nothing(folder / "one")
    full = _from_nothing(folder / "nine")
    same = _build(folder / "nine")
    write_page(folder / "nine", replace(page, body=edited(page.body, 2 * number)))
    _update_catalogues(folder / "nine")
    updated = _build(folder / "nine")
    write_page(folder / "nine", replace(page, body=edited(page.body, 2 * number + 1)))
    edit = _build(folder / "nine")
    _update_catalogues(folder / "nine")  # else the next round would begin with the paragraph in Italian
    return one, full, same, edit, updated


def _update_catalogues(folder: Path) -> None:
    run(UPDATE, folder, folder / "update.log", ENVIRONMENT)


def _from_nothing(folder: Path) -> Measured:
    shutil.rmtree(folder / "site", ignore_errors=True)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    return _build(folder)


def _build(folder: Path) -> Measured:
    return run(BUILD, folder, folder / "build.log", ENVIRONMENT)

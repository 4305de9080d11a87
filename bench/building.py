"""Building the sites of one size, side after side, again and again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bench.content import Leaf, Size, edited
from bench.failure import BenchError
from bench.measure import Measured, run
from bench.pages import make_pages
from bench.sides import BUILD, ENVIRONMENT, SIDES, Side
from bench.words import translate

Say = Callable[[str], None]


@dataclass(frozen=True)
class SideResult:
    """What one side took. Of the repeated runs, the fastest each.

    Attributes:
        full: a build into an empty folder.
        edit: the same command after one Italian paragraph was changed.
        dirty: after another such edit, with MkDocs' `--dirty`.
        written: bytes in the folder after the full build.
        html: those of them in .html files.
    """

    full: Measured
    edit: Measured
    dirty: Measured
    written: int
    html: int


@dataclass(frozen=True)
class SizeResult:
    """All sides at one size, by the side's name."""

    size: Size
    sides: Mapping[str, SideResult]


def compare(size: Size, repeats: int, folder: Path, say: Say) -> SizeResult:
    """Write, build and measure every side's site below `folder`, which is emptied before and after.

    Raises:
        BenchError: a build failed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    try:
        pages = make_pages(size)
        for side in SIDES:
            say(f"{size}: writing the site for {side.name}")
            side.write(folder / side.name, size, pages)
        return SizeResult(size, _rounds(size, repeats, folder, pages, say))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _rounds(size: Size, repeats: int, folder: Path, pages: list[Leaf], say: Say) -> Mapping[str, SideResult]:
    best: dict[str, SideResult] = {}
    for round_ in range(repeats):
        for side in SIDES:
            say(f"{size}: round {round_ + 1} of {repeats}, {side.name}")
            result = _measure(side, folder / side.name, pages, 2 * round_)
            _ensure_complete(side, folder / side.name / "site", size, pages)
            best[side.name] = _better(best[side.name], result) if side.name in best else result
    return best


def _measure(side: Side, folder: Path, pages: list[Leaf], revision: int) -> SideResult:
    site = folder / "site"
    page = next(page for page in pages if page.kind == "service")
    shutil.rmtree(site, ignore_errors=True)
    full = _build(folder)
    written, html = _bytes_below(site, "*"), _bytes_below(site, "*.html")
    side.edit(folder, replace(page, body=edited(page.body, revision)))
    edit = _build(folder)
    side.edit(folder, replace(page, body=edited(page.body, revision + 1)))
    return SideResult(full, edit, _build(folder, "--dirty"), written, html)


def _ensure_complete(side: Side, site: Path, size: Size, pages: list[Leaf]) -> None:
    """Raise BenchError unless every page is there in every language, with its title: less would cost less."""
    for language, root in zip(size.codes, ("", *size.codes[1:]), strict=True):
        for page in pages:
            file = site / root / page.path.removesuffix(".md").removesuffix("index") / "index.html"
            if not file.is_file() or translate(page.title, language) not in file.read_text(encoding="utf-8"):
                raise BenchError(f"{side.name} built no page {page.path} in {language}.")


def _build(folder: Path, *options: str) -> Measured:
    return run((*BUILD, *options), folder, folder / "build.log", ENVIRONMENT)


def _bytes_below(folder: Path, pattern: str) -> int:
    return sum(file.stat().st_size for file in folder.rglob(pattern) if file.is_file())


def _better(one: SideResult, other: SideResult) -> SideResult:
    def faster(kind: str) -> Measured:
        runs: tuple[Measured, Measured] = (getattr(one, kind), getattr(other, kind))
        return min(runs, key=lambda run: run.seconds)

    return replace(one, full=faster("full"), edit=faster("edit"), dirty=faster("dirty"))

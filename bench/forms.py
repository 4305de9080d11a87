"""The forms under load, beside what the disk allows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.content import Size
from bench.disk import durable_rate, stored
from bench.failure import BenchError
from bench.load import Load, LoadResult, put_under_load
from bench.measure import run
from bench.ours import write_ours
from bench.pages import make_pages
from bench.server import serving
from bench.sides import BUILD, WITHOUT_ADVERTISEMENT
from sportello.terminal import table

WARMING_UP = Load(2, 5)
NOTES = """\
A request is the last step, the button "send", over HTTP on this machine (waitress as `make serve` runs it): session,
CSRF token and all answers checked again, routed, sealed, request and outbox row in one transaction (SQLite, WAL,
synchronous=FULL), answered with 303. Getting the form and the check screen come before and are not in the figures;
the worker does not run. The citizens use the same processors as the server. Every request counted was found in the
database afterwards."""


@dataclass(frozen=True)
class FormsResult:
    """What the forms app took, and what SQLite alone does on the same disk.

    Attributes:
        raw_rate: durable transactions of two rows a second, from one writer; the better of two runs.
    """

    loads: Sequence[LoadResult]
    raw_rate: float


def measure_forms(
    size: Size, loads: Sequence[Load], transactions: int, folder: Path, say: Callable[[str], None]
) -> FormsResult:
    """Build a site of `size`, serve its forms, send requests; `folder` is emptied before and after.

    Raises:
        BenchError: the site cannot be built, the server does not start, a request is not received or not stored.
    """
    shutil.rmtree(folder, ignore_errors=True)
    var = folder / "var"
    var.mkdir(parents=True)
    try:
        say(f"forms: building a site of {size}")
        write_ours(folder / "site", size, make_pages(size))
        run(BUILD, folder / "site", folder / "build.log", WITHOUT_ADVERTISEMENT)
        say(f"forms: {transactions} transactions of SQLite alone, before and after")
        before = durable_rate(var, transactions)
        results = _send_all(loads, folder, var, say)
        return FormsResult(results, max(before, durable_rate(var, transactions)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def forms_table(result: FormsResult) -> str:
    """Rates and waits of each load."""
    rows = [
        [
            f"{load.load.clients} at once, {load.load.each} each",
            f"{load.rate:,.0f}",
            f"{load.percentile(50) * 1000:,.1f}",
            f"{load.percentile(99) * 1000:,.1f}",
            f"{load.rate / result.raw_rate:.3f}",
        ]
        for load in result.loads
    ]
    raw = ["SQLite alone, one writer", f"{result.raw_rate:,.0f}", "", "", "1"]
    return table([*rows, raw], ["requests received", "a second", "p50, ms", "p99, ms", "of SQLite's"])


def _send_all(loads: Sequence[Load], site: Path, var: Path, say: Callable[[str], None]) -> list[LoadResult]:
    results: list[LoadResult] = []
    with serving(site / "site", var) as port:
        put_under_load(port, WARMING_UP)
        for load in loads:
            say(f"forms: {load.total} requests, {load.clients} at once")
            results.append(put_under_load(port, load))
    expected = sum(load.total for load in (WARMING_UP, *loads))
    found = stored(var / "sportello.sqlite")
    if found != (expected, expected):
        raise BenchError(
            f"{expected} requests were received; {found[0]} and {found[1]} orders to deliver are stored."
        )
    return results

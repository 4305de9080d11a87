"""The forms under load, beside what the disk allows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.acceptance import AcceptanceResult, measure_acceptance
from bench.content import Size
from bench.disk import durable_rate, stored
from bench.failure import BenchError
from bench.load import Endurance, Load, LoadResult, endure, put_under_load
from bench.mails import MailsResult, mails_table, measure_mails
from bench.measure import run
from bench.ours import write_ours
from bench.pages import make_pages
from bench.server import serving
from bench.sides import BUILD, ENVIRONMENT
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
    endurance: Endurance
    acceptance: AcceptanceResult
    mails: MailsResult
    raw_rate: float


@dataclass(frozen=True)
class FormsPlan:
    """How much to do.

    Attributes:
        transactions: of SQLite alone, and requests of each round without HTTP.
        endurance: requests sent one after the other while the server's memory is watched.
        mails: delivered by a worker; Flask-Mail sends as many.
    """

    size: Size
    loads: Sequence[Load]
    transactions: int
    endurance: int
    mails: int


def measure_forms(plan: FormsPlan, folder: Path, say: Callable[[str], None]) -> FormsResult:
    """Build a site, serve its forms, send requests, deliver them; `folder` is emptied before and after.

    Raises:
        BenchError: the site cannot be built, the server does not start, a request is not received, stored or delivered.
    """
    shutil.rmtree(folder, ignore_errors=True)
    var, site = folder / "var", folder / "site"
    var.mkdir(parents=True)
    try:
        say(f"forms: building a site of {plan.size}")
        write_ours(site, plan.size, make_pages(plan.size))
        run(BUILD, site, folder / "build.log", ENVIRONMENT)
        say(f"forms: {plan.transactions} transactions of SQLite alone, before and after")
        before = durable_rate(var, plan.transactions)
        loads, endurance = _send_all(plan, folder, var, say)
        raw_rate = max(before, durable_rate(var, plan.transactions))
        say(f"forms: {plan.transactions} requests without HTTP, three times")
        acceptance = measure_acceptance(folder / "acceptance", plan.transactions)
        say(f"forms: {plan.mails} mails of a worker, {plan.mails} of Flask-Mail")
        mails = measure_mails(site, var, plan.mails, plan.mails)
        return FormsResult(loads, endurance, acceptance, mails, raw_rate)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def forms_table(result: FormsResult) -> str:
    """Rates and waits of each load; acceptance alone; memory; mails."""
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
    received = table([*rows, raw], ["requests received", "a second", "p50, ms", "p99, ms", "of SQLite's"])
    return "\n\n".join(
        (received, _accepted_table(result.acceptance), _memory(result.endurance), mails_table(result.mails))
    )


def forms_verdicts(result: FormsResult) -> str:
    """Each target beside what was measured."""
    alone, many = result.loads[0], result.loads[-1]
    grown = result.endurance.late / result.endurance.early - 1 if result.endurance.early else 0.0
    rows = [
        _at_least("accepted without HTTP, of SQLite's transactions", result.acceptance.ratio, 0.5),
        _at_least("received over HTTP, of SQLite's transactions", alone.rate / result.raw_rate, 0.5),
        _at_most(
            f"p99 at {many.load.clients} at once, of p50 of one",
            many.percentile(99) / alone.percentile(50),
            10,
        ),
        _at_most(f"memory grown over {result.endurance.requests:,} requests", grown, 0.05),
        _at_least("mails of a worker, of Flask-Mail's", result.mails.ours / result.mails.plain, 5),
    ]
    return table(rows, ["target", "measured", "wanted", ""])


def _at_least(name: str, measured: float, wanted: float) -> list[str]:
    return [name, f"{measured:.2f}", f"≥ {wanted}", "met" if measured >= wanted else "MISSED"]


def _at_most(name: str, measured: float, wanted: float) -> list[str]:
    return [name, f"{measured:.2f}", f"≤ {wanted}", "met" if measured <= wanted else "MISSED"]


def _accepted_table(result: AcceptanceResult) -> str:
    rows = [
        ["sealed and durable", f"{result.rate:,.0f}", f"{result.ratio:.2f}"],
        ["the same two rows by SQLite alone", f"{result.raw_rate:,.0f}", "1"],
    ]
    return table(rows, ["accepted without HTTP", "a second", "of SQLite's"])


def _memory(endurance: Endurance) -> str:
    early, late = (size / 2**20 for size in (endurance.early, endurance.late))
    return (
        f"Memory of the web process: {early:.0f} MB after a tenth of {endurance.requests:,} requests, "
        f"{late:.0f} MB after all."
    )


def _send_all(
    plan: FormsPlan, site: Path, var: Path, say: Callable[[str], None]
) -> tuple[list[LoadResult], Endurance]:
    results: list[LoadResult] = []
    with serving(site / "site", var) as server:
        put_under_load(server.port, WARMING_UP)
        for load in plan.loads:
            say(f"forms: {load.total} requests, {load.clients} at once")
            results.append(put_under_load(server.port, load))
        say(f"forms: {plan.endurance} requests, one after the other")
        endurance = endure(server.port, plan.endurance, server.resident)
    expected = sum(load.total for load in (WARMING_UP, *plan.loads)) + plan.endurance
    found = stored(var / "sportello.sqlite")
    if found != (expected, expected):
        raise BenchError(
            f"{expected} requests were received; {found[0]} and {found[1]} orders to deliver are stored."
        )
    return results, endurance

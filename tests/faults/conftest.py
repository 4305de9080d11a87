"""The fault campaign: each test is one fault and one row of the table in FAULTS.md.

A test carries `@pytest.mark.fault(FAULT, PROMISE)` and says through `figures` what it counted. `make test` runs the
campaign in its short form; `make faults` sets SPORTELLO_FAULTS=long and writes the table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.post import Post
from tests.faults.scene import Scene, scene
from tests.faults.table import Row, render

_ROW = "fault"
_long = os.environ.get("SPORTELLO_FAULTS") == "long"


@pytest.fixture(scope="session")
def size() -> Callable[[int, int], int]:
    """Choose how often a fault is caused: `size(short, long)`."""
    return lambda short, long: long if _long else short


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say what was counted: the sentence becomes the row's figures."""
    return lambda sentence: request.node.user_properties.append(("figures", sentence))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Scene]:
    """An installation whose clock moves."""
    with scene(tmp_path) as made:
        yield made


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """The mail servers that it may be given."""
    return Post(tmp_path)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let the row travel with the report, from whichever worker runs the test."""
    if mark := item.get_closest_marker("fault"):
        item.user_properties.append((_ROW, mark.args))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table; write it where SPORTELLO_FAULTS_TABLE says."""
    rows = [row for reports in terminalreporter.stats.values() for report in reports if (row := _row(report))]
    if not rows or "PYTEST_XDIST_WORKER" in os.environ:  # a worker knows its own rows only
        return
    table = render(sorted(rows))
    if target := os.environ.get("SPORTELLO_FAULTS_TABLE"):
        Path(target).write_text(table, "utf-8")
    else:
        terminalreporter.write_sep("=", "fault campaign")
        terminalreporter.write_line(table)


def _row(report: object) -> Row | None:
    if not isinstance(report, pytest.TestReport) or not _tells(report):
        return None
    told: dict[str, Any] = dict(report.user_properties)
    if _ROW not in told:
        return None
    fault, promise = told[_ROW]
    verdict = {"passed": "holds", "skipped": "not run here"}.get(report.outcome, "FAILS")
    return Row(fault, promise, told.get("figures", ""), verdict)


def _tells(report: pytest.TestReport) -> bool:
    # Of a test's three reports the call's counts; the set-up's only where it went wrong.
    return report.when == "call" or (report.when == "setup" and report.outcome != "passed")

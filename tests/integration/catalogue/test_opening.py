"""Hours, closures and dates that cannot be, or that help nobody, as `sportello check` tells them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from .test_examine import replace

if TYPE_CHECKING:
    from pathlib import Path

DESK, EVENT = "sportelli/sportello.md", "eventi/festa.md"
PAST, COMING = "2020-08-10", (date.today() + timedelta(days=400)).isoformat()  # noqa: DTZ011
HOURS = '  monday: ["09:00-12:30", "14:00-17:00"]\n'


def check(folder: Path, *options: str) -> tuple[int, list[str]]:
    """The exit status and the lines of `sportello check`, in Italian."""
    ran = subprocess.run(
        [sys.executable, "-m", "sportello", "check", *options],
        cwd=folder,
        env={"LC_ALL": "it_IT.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr
    return ran.returncode, ran.stdout.splitlines()


def closed(start: str, end: str, reason: str = "ferie") -> str:
    return f"closures:\n  - start: {start}\n    end: {end}\n    reason: {reason}\nhours:\n"


@pytest.mark.parametrize(
    ("page", "old", "new", "told"),
    [
        (DESK, "14:00-17:00", "12:00-17:00", "8: hours.monday: «09:00-12:30» e «12:00-17:00» si sovr"),
        (DESK, "09:00-12:30", "12:30-09:00", "8: hours.monday.0: «12:30-09:00»; un orario, come"),
        (DESK, "09:00-12:30", "09:00-24:30", "8: hours.monday.0: «09:00-24:30»; un orario, come"),
        (DESK, "hours:\n", closed("2026-02-30", COMING), "8: closures.0.start: «2026-02-30»; una data"),
        (DESK, "hours:\n", closed(COMING, PAST), f"9: closures.0.end: finisce il {PAST}, prima dell"),
        (DESK, "hours:\n", closed(PAST, COMING, '""'), "10: closures.0.reason: «»; un testo"),
        ("comuni/gussola.md", "istat:", "patron: 30 febbraio\nistat:", "4: patron: «30 febbraio»; un giorno"),
        ("comuni/gussola.md", "istat:", "patron: 12-07\nistat:", "4: patron: «12-07»; un giorno e un mese"),
        (EVENT, "start: 2021-10-15", "start: 2021-02-29", "5: start: «2021-02-29»; una data che esiste"),
        (
            EVENT,
            "start: 2021-10-15",
            "start: 2021-10-15\nend: 2021-10-14",
            "6: end: finisce il 2021-10-14, prima dell'inizio (2021-10-15)",
        ),
        (
            EVENT,
            "start: 2021-10-15",
            "start: 2021-10-15\nmore_dates:\n  - start: 2021-10-22\n    end: 2021-10-21",
            "8: more_dates.0.end: finisce il 2021-10-21, prima dell'inizio (2021-10-22)",
        ),
        (
            EVENT,
            "start: 2021-10-15",
            "start: 2021-10-15\nmore_dates:\n  - start: 2021-10-15",
            "7: more_dates.0.start: il 2021-10-15 c'è già; un'altra data",
        ),
    ],
)
def test_what_cannot_be_stops_the_site(folder: Path, page: str, old: str, new: str, told: str) -> None:
    replace(folder, page, old, new)
    status, lines = check(folder)
    assert status == 1
    assert [line for line in lines if line.startswith(f"docs/{page}:{told}")], lines


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("hours:\n", closed(PAST, "2020-08-20"), "9: closures.0.end: la chiusura è finita il 2020-08-20; "),
        (f"hours:\n{HOURS}", "", "2: hours: manca l'orario, e non si va su appuntamento; l'orario, «by"),
        (HOURS, "  monday: []\n", "7: hours: manca l'orario, e non si va su appuntamento; l'orario, «by"),
    ],
)
def test_what_helps_nobody_is_told_and_the_site_is_built(folder: Path, old: str, new: str, told: str) -> None:
    replace(folder, DESK, old, new)
    status, (line,) = check(folder)
    assert status == 0
    assert line.startswith(f"docs/{DESK}:{told}")


def test_what_time_alone_has_ended_stops_not_even_a_strict_run(folder: Path) -> None:
    before, _ = check(folder, "--strict")
    replace(folder, DESK, "hours:\n", closed(PAST, "2020-08-20"))
    status, lines = check(folder, "--strict")
    assert (before, status) == (0, 0)
    assert any("la chiusura è finita" in line for line in lines)
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        (DESK, "hours:\n", closed(PAST, COMING)),
        (DESK, f"hours:\n{HOURS}", "by_appointment: true\n"),
        (DESK, f"hours:\n{HOURS}", "hours_unknown: true\n"),
        ("comuni/gussola.md", "istat:", "patron: 7 dicembre\nistat:"),
        (
            EVENT,
            "start: 2021-10-15",
            "start: 2021-10-15\nhours: 10:00-11:00\nmore_dates:\n  - {start: 2021-10-15, hours: '15:00-16:00'}",
        ),
    ],
)
def test_what_is_right_is_not_told(folder: Path, page: str, old: str, new: str) -> None:
    replace(folder, page, old, new)
    assert check(folder) == (0, [])

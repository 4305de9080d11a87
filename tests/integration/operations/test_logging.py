"""What a process writes to its log, from its start to an end that nobody planned."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
SECRET = "Parole-private-7784"
BEGIN = "import logging; from forms_app.log_lines import set_up_logging; set_up_logging(); "


def logged(program: str) -> list[dict[str, Any]]:
    run = subprocess.run(
        [sys.executable, "-c", BEGIN + program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert SECRET not in run.stderr + run.stdout
    return [json.loads(line) for line in run.stderr.splitlines()]


def test_every_line_is_json_also_of_an_error_that_nobody_caught() -> None:
    program = f"logging.getLogger('forms_app.x').info('begun'); {{}}['{SECRET}']"
    first, last = logged(program)
    assert first["message"] == "begun"
    assert (last["level"], last["error"]) == ("critical", "builtins.KeyError")


def test_a_foreign_package_is_heard_without_what_it_fills_in() -> None:
    [entry] = logged(f"logging.getLogger('waitress').warning('Serving %s', '{SECRET}')")
    assert entry["message"] == "Serving %s"


def test_a_failure_in_logging_prints_no_argument() -> None:
    assert logged(f"logging.getLogger('forms_app').warning('%d', '{SECRET}')")[0]["message"] == "%d"


def test_setting_up_twice_logs_once() -> None:
    assert len(logged("set_up_logging(); logging.getLogger('forms_app').error('once')")) == 1

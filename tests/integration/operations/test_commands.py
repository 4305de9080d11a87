"""The administrator's commands."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

from click.testing import Result
from flask import Flask

from forms_app.commands import register_commands
from forms_app.outbox.retry import GiveUp, Reason
from forms_app.outbox.states import ErrorKind, OutboxState
from forms_app.outbox.store import Failure, claim, mark_failed
from forms_app.settings import Settings, load_settings
from tests.integration.storage import Installation
from tests.unit.forms_app.samples import MARKERS, NOW


def called(settings: Settings, *arguments: str) -> Result:
    app = Flask("prova")
    register_commands(app, settings)
    return app.test_cli_runner().invoke(args=arguments)


def fail(installation: Installation) -> None:
    row = claim(installation.engine, NOW)
    assert row is not None
    mark_failed(installation.engine, row, Failure(ErrorKind.PERMANENT, NOW), GiveUp(Reason.FINAL_ERROR))


def test_init_makes_what_is_missing_with_right_permissions_and_then_nothing(tmp_path: Path) -> None:
    settings = load_settings({"SPORTELLO_ENVIRONMENT": "development", "SPORTELLO_VAR": str(tmp_path / "var")})
    first, second = called(settings, "init"), called(settings, "init")
    keys = settings.keys
    for path, mode in (
        (keys.private, 0o600),
        (keys.receipt, 0o600),
        (keys.secret, 0o600),
        (keys.public, 0o644),
    ):
        assert str(path) in first.output
        assert stat.S_IMODE(path.stat().st_mode) == mode
    assert stat.S_IMODE(keys.private.parent.stat().st_mode) == 0o700
    assert second.output == "keys and tables are ready\n"
    assert (first.exit_code, second.exit_code) == (0, 0)


def test_nothing_stuck_is_exit_status_0(installation: Installation) -> None:
    result = called(installation.settings, "deliveries", "check")
    assert (result.exit_code, result.output) == (0, "nothing is stuck\n")


def test_something_stuck_is_exit_status_1_and_a_table(installation: Installation) -> None:
    installation.accept()
    fail(installation)
    result = called(installation.settings, "deliveries", "check")
    assert result.exit_code == 1
    [_, line, *_unanswered] = result.output.splitlines()
    assert str(installation.request_row().id) in line
    assert all(word in line for word in ("failed", "permanent", "mestieri-lombardia"))
    assert not any(marker in result.output for marker in MARKERS)


def test_what_waits_too_long_is_stuck_too(installation: Installation) -> None:
    installation.accept()
    result = called(installation.settings, "deliveries", "check")
    assert result.exit_code == 1
    assert "waiting" in result.output


def test_retry_puts_failed_deliveries_back(installation: Installation) -> None:
    installation.accept()
    fail(installation)
    result = called(installation.settings, "deliveries", "retry")
    assert (result.exit_code, result.output) == (0, "1 put back in the queue\n")
    assert installation.outbox_row().state is OutboxState.WAITING


def test_errors_are_cause_and_remedy_without_a_traceback(installation: Installation) -> None:
    settings = replace(installation.settings, mkdocs_yml=Path("/no/such/mkdocs.yml"))
    result = called(settings, "worker")
    assert result.exit_code == 1
    assert "mkdocs.yml" in result.output
    assert "Traceback" not in result.output


def test_a_database_that_cannot_be_opened_is_explained(tmp_path: Path) -> None:
    environ = {"SPORTELLO_ENVIRONMENT": "development", "SPORTELLO_VAR": str(tmp_path / "missing")}
    result = called(load_settings(environ), "deliveries", "check")
    assert result.exit_code == 1
    assert "flask init" in result.output

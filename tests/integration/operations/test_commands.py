"""The administrator's commands."""

from __future__ import annotations

import datetime as dt
import stat
from dataclasses import replace
from mailbox import Maildir
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from forms_app.commands import register_commands
from forms_app.database import outbox, request
from forms_app.outbox.retry import GiveUp, Reason
from forms_app.outbox.states import ErrorKind, OutboxState, RequestState
from forms_app.outbox.store import Failure, claim, mark_failed
from forms_app.settings import Settings, load_settings
from tests.integration.forms.site import write_site
from tests.integration.storage import Installation
from tests.unit.forms_app.mail.notices import report, vacation
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
    known = str(installation.request_row().id)
    [line] = [line for line in result.output.splitlines() if line.startswith(known)]
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


@pytest.fixture
def with_site(installation: Installation, tmp_path: Path) -> Settings:
    return replace(installation.settings, mkdocs_yml=write_site(tmp_path))


def late(installation: Installation, by: dt.timedelta) -> None:
    """Receive a request so long ago, and hand it over."""
    installation.accept(organization="mestieri")
    then = dt.datetime.now(dt.UTC) - by
    with installation.engine.begin() as connection:
        sent = {"state": OutboxState.SENT, "created_at": then, "handed_over_at": then}
        connection.execute(outbox.update().values(sent))
        connection.execute(request.update().values(state=RequestState.HANDED_OVER))


def test_sweep_orders_what_is_due_and_check_alarms(installation: Installation, with_site: Settings) -> None:
    late(installation, dt.timedelta(days=11))
    result = called(with_site, "deliveries", "sweep")
    assert (result.exit_code, result.output) == (0, "1 reminders and 1 escalations ordered\n")
    assert called(with_site, "deliveries", "sweep").output == "0 reminders and 0 escalations ordered\n"
    result = called(with_site, "deliveries", "check")
    assert result.exit_code == 1
    assert "nobody took it in charge for 264.0 h, mestieri" in result.output


def test_a_notice_is_taken_in_from_standard_input(installation: Installation, with_site: Settings) -> None:
    late(installation, dt.timedelta())
    data = report("delivered", str(installation.outbox_row().envelope_id))
    runner = Flask("prova")
    register_commands(runner, with_site)
    ingest = ["deliveries", "ingest", "-"]
    result = runner.test_cli_runner().invoke(args=ingest, input=data)
    assert (result.exit_code, result.output) == (0, "recorded\n")
    assert installation.request_row().state is RequestState.DELIVERED
    result = runner.test_cli_runner().invoke(args=ingest, input=report("failed"))
    assert (result.exit_code, result.output) == (65, "refused\n")


def test_notices_are_taken_in_from_a_maildir(with_site: Settings, tmp_path: Path) -> None:
    Maildir(tmp_path / "notices", create=True).add(vacation())
    result = called(with_site, "deliveries", "ingest", "--maildir", str(tmp_path / "notices"))
    assert (result.exit_code, result.output) == (0, "0 recorded, 0 repeated, 1 ignored, 0 refused\n")
    assert called(with_site, "deliveries", "ingest").exit_code == 2


def test_without_a_database_a_notice_is_to_be_given_again(with_site: Settings, tmp_path: Path) -> None:
    missing = replace(with_site, database_url=f"sqlite:///{tmp_path}/missing/sportello.sqlite")
    runner = Flask("prova")
    register_commands(runner, missing)
    result = runner.test_cli_runner().invoke(args=["deliveries", "ingest", "-"], input=report())
    assert result.exit_code == 75


def test_a_test_message_goes_to_one_partner_or_to_all(with_site: Settings) -> None:
    result = called(with_site, "deliveries", "test", "mestieri")
    assert (result.exit_code, result.output.partition(":")[0]) == (0, "mestieri")
    assert len(called(with_site, "deliveries", "test").output.splitlines()) == 3
    assert {path.name for path in with_site.mailbox_dir.iterdir()} == {"mestieri", "energheia", "accoglienza"}
    assert called(with_site, "deliveries", "test", "sconosciuto").exit_code == 2

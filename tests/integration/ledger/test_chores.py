"""What a worker does beside delivering, and the webhook that is told of alarms."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from forms_app.errors import StorageUnavailableError
from forms_app.ledger.alarms import tell_alarms, webhook
from forms_app.ledger.chores import SWEEP_EVERY, TELL_EVERY, Chores
from forms_app.ledger.mailboxes import MailboxTester
from forms_app.ledger.sweep import Sweeper
from forms_app.outbox.states import ErrorKind
from forms_app.requests.codes import short_code
from tests.integration.storage import Installation, Recorder, deliver_next
from tests.listening import serving
from tests.unit.forms_app.samples import MARKERS, NOW, SENDER, SampleDirectory

DAY = dt.timedelta(days=1)


@dataclass
class Webhook:
    """A real HTTP server of the administrator's."""

    status: int = 204
    told: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@contextmanager
def listening(hook: Webhook) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            hook.paths.append(self.path)
            hook.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(hook.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with serving(server) as address:
        yield f"{address}/alarms"


def refused(installation: Installation) -> None:
    installation.accept()
    deliver_next(installation.deliverer(Recorder(refuse_with=ErrorKind.PERMANENT)))


def chores(installation: Installation, postman: Recorder, **options: Any) -> Chores:  # noqa: ANN401
    return Chores(
        Sweeper(installation.engine, SampleDirectory(), "example.org"),
        MailboxTester(installation.engine, SampleDirectory(), postman, SENDER),
        **options,
    )


def test_the_webhook_is_told_once_and_nothing_personal(installation: Installation) -> None:
    refused(installation)
    hook = Webhook()
    with listening(hook) as url:
        assert tell_alarms(installation.engine, webhook(url), NOW) == 1
        assert tell_alarms(installation.engine, webhook(url), NOW) == 0
    assert hook.told == [
        {
            "alarm": "given_up",
            "organization": "mestieri-lombardia",
            "code": short_code(installation.request_row().id),
            "raised_at": NOW.isoformat(),
        }
    ]
    assert not any(marker in str(hook.told) for marker in MARKERS)


@pytest.mark.parametrize("status", [500, 404, 302, 307])
def test_a_webhook_that_does_not_take_it_is_told_again_and_nobody_else_is(
    installation: Installation, status: int
) -> None:
    refused(installation)
    hook = Webhook(status)
    with listening(hook) as url:
        assert tell_alarms(installation.engine, webhook(url), NOW) == 0
        hook.status = 200
        assert tell_alarms(installation.engine, webhook(url), NOW) == 1
    assert set(hook.paths) == {"/alarms"}


def test_a_webhook_that_is_gone_harms_nothing(installation: Installation) -> None:
    refused(installation)
    with listening(Webhook()) as url:
        pass
    assert tell_alarms(installation.engine, webhook(url), NOW) == 0


def test_alarms_are_told_within_the_minute_and_the_sweep_runs_every_hour(installation: Installation) -> None:
    told: list[object] = []

    def tell(record: object) -> bool:
        told.append(record)
        return True

    worker = chores(installation, Recorder(), tell=tell)
    worker.do(NOW + 10 * DAY)
    refused(installation)
    worker.do(NOW + 10 * DAY)
    assert told == []
    worker.do(NOW + 10 * DAY + TELL_EVERY)
    assert len(told) == 1
    assert dt.timedelta(minutes=1) > TELL_EVERY
    assert installation.request_row().escalated_at is None
    worker.do(NOW + 10 * DAY + SWEEP_EVERY)
    assert installation.request_row().escalated_at == NOW + 10 * DAY + SWEEP_EVERY


def test_a_clock_that_was_set_back_stops_no_chore(installation: Installation) -> None:
    worker = chores(installation, Recorder())
    worker.do(NOW + 400 * DAY)
    refused(installation)
    worker.do(NOW + 10 * DAY)
    assert installation.request_row().escalated_at is not None


@pytest.mark.parametrize(("weekly", "sent"), [(True, 4), (False, 0)])
def test_mailboxes_are_tried_every_week_if_wanted(
    installation: Installation, *, weekly: bool, sent: int
) -> None:
    postman = Recorder()
    worker = chores(installation, postman, weekly_test=weekly)
    for hour in range(24 * 10):
        worker.do(NOW + hour * SWEEP_EVERY)
    assert len(postman.messages) == sent
    assert all("Non devi fare niente" in str(message.body) for message in postman.messages)


def test_a_fault_in_one_chore_stops_neither_the_others_nor_the_worker(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_record: object) -> bool:
        raise RuntimeError(MARKERS[0])

    refused(installation)
    chores(installation, Recorder(), tell=broken).do(NOW + 10 * DAY)
    assert installation.request_row().escalated_at is not None
    assert "RuntimeError" in caplog.text
    assert MARKERS[0] not in caplog.text


def test_a_locked_database_leaves_the_chores_due(installation: Installation) -> None:
    refused(installation)
    worker = chores(installation, Recorder())
    with installation.locked(), pytest.raises(StorageUnavailableError):
        worker.do(NOW + 10 * DAY)
    worker.do(NOW + 10 * DAY)
    assert installation.request_row().escalated_at is not None

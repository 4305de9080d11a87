"""`/health` tells the truth."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from forms_app.database import open_engine
from forms_app.health import PATIENCE, QUARANTINE_PATIENCE, WorkerState, measure, stuck
from forms_app.outbox.heartbeat import IDLE, Heartbeat
from forms_app.outbox.retry import GiveUp, Reason
from forms_app.outbox.states import ErrorKind, OutboxState
from forms_app.outbox.store import Failure, claim, mark_failed
from forms_app.requests.accept import accept
from forms_app.routes.health import health_blueprint
from tests.integration.storage import Installation, Recorder, deliver_next
from tests.unit.forms_app.samples import MARKERS, NOW, SUBMISSION

MOMENT = dt.timedelta(microseconds=1)


@pytest.fixture
def heartbeat(installation: Installation) -> Heartbeat:
    heartbeat = Heartbeat(installation.engine, "prova")
    heartbeat.idle(NOW)
    return heartbeat


def asked(installation: Installation) -> tuple[int, Any]:
    app = Flask("prova")
    app.register_blueprint(health_blueprint(installation.engine))
    response = app.test_client().get("/health")
    assert response.headers["Cache-Control"] == "no-store"
    return response.status_code, response.json


@pytest.mark.usefixtures("heartbeat")
def test_all_is_well(installation: Installation) -> None:
    installation.accept()
    deliver_next(installation.deliverer(Recorder()))
    health = measure(installation.engine, NOW)
    assert health.well
    assert health.oldest_undelivered is None
    assert health.outbox == dict.fromkeys(OutboxState, 0) | {OutboxState.SENT: 1}


@pytest.mark.usefixtures("heartbeat")
def test_a_worker_that_misses_its_sign_of_life_is_silent(installation: Installation) -> None:
    assert measure(installation.engine, NOW + IDLE).well
    late = measure(installation.engine, NOW + IDLE + MOMENT)
    assert (late.worker, late.well, late.worker_seen_at) == (WorkerState.SILENT, False, NOW)


def test_a_worker_that_was_stopped_is_absent(installation: Installation, heartbeat: Heartbeat) -> None:
    heartbeat.stop()
    health = measure(installation.engine, NOW)
    assert (health.worker, health.well) == (WorkerState.ABSENT, False)


@pytest.mark.usefixtures("heartbeat")
def test_a_request_that_waits_too_long_is_told(installation: Installation) -> None:
    installation.accept()
    Heartbeat(installation.engine, "prova").idle(NOW + PATIENCE)
    assert measure(installation.engine, NOW + PATIENCE).well
    late = measure(installation.engine, NOW + PATIENCE + MOMENT)
    assert (late.well, late.oldest_undelivered) == (False, PATIENCE + MOMENT)


@pytest.mark.usefixtures("heartbeat")
def test_a_failed_delivery_is_told_at_once(installation: Installation) -> None:
    installation.accept()
    row = claim(installation.engine, NOW)
    assert row is not None
    mark_failed(installation.engine, row, Failure(ErrorKind.PERMANENT, NOW), GiveUp(Reason.FINAL_ERROR))
    health = measure(installation.engine, NOW)
    assert not health.well
    assert health.outbox[OutboxState.FAILED] == 1
    assert health.oldest_undelivered == dt.timedelta()


@pytest.mark.usefixtures("heartbeat")
def test_what_is_held_back_as_a_robot_s_waits_a_day_for_a_person_and_not_more(
    installation: Installation,
) -> None:
    submission = replace(SUBMISSION, submission_id="held")
    accept(installation.engine, installation.keys, submission, now=NOW, quarantined=True)
    Heartbeat(installation.engine, "prova").idle(NOW + QUARANTINE_PATIENCE)
    assert measure(installation.engine, NOW + QUARANTINE_PATIENCE).well
    assert stuck(installation.engine, NOW + QUARANTINE_PATIENCE) == ()
    late = measure(installation.engine, NOW + QUARANTINE_PATIENCE + MOMENT)
    assert (late.well, late.oldest_undelivered) == (False, None)
    [held] = stuck(installation.engine, NOW + QUARANTINE_PATIENCE + MOMENT)
    assert held.state is OutboxState.QUARANTINED


def test_a_database_that_is_gone_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    missing = tmp_path_factory.mktemp("prova") / "no" / "such" / "folder.sqlite"
    engine = open_engine(f"sqlite:///{missing}")
    health = measure(engine, NOW)
    assert (health.database, health.worker, health.well) == (False, WorkerState.UNKNOWN, False)


def test_the_page_says_503_with_reasons_and_nothing_personal(installation: Installation) -> None:
    installation.accept()
    status, record = asked(installation)
    assert status == 503
    assert record["status"] == "unwell"
    assert record["database"] == "reachable"
    assert record["worker"] == {"state": "absent", "seen_at": None}
    assert record["outbox"] == dict.fromkeys(OutboxState, 0) | {"waiting": 1}
    assert record["oldest_undelivered"] > 0
    assert not any(marker in str(record) for marker in MARKERS)


def test_the_page_says_200_when_well(installation: Installation) -> None:
    Heartbeat(installation.engine, "prova").idle(dt.datetime.now(dt.UTC))
    status, record = asked(installation)
    assert (status, record["status"], record["oldest_undelivered"]) == (200, "well", None)
    assert dt.datetime.fromisoformat(record["worker"]["seen_at"]).tzinfo is not None

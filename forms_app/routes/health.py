"""`GET /health`: for monitors and administrators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify

from forms_app.health import Health, measure
from forms_app.ledger.state import Ledger
from forms_app.requests.context import Addressee


def health_blueprint(engine: sa.Engine, keyed: Sequence[Addressee] = ()) -> Blueprint:
    """Make the route that tells the state of the service: status 200 when well, 503 when a person must act.

    `keyed` are the organizations that name a certificate.
    """
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/health")
    def health() -> Response:
        measured = measure(engine, dt.datetime.now(dt.UTC), keyed)
        response = jsonify(_record(measured))
        response.status_code = 200 if measured.well else 503
        response.cache_control.no_store = True
        return response

    return blueprint


def _record(health: Health) -> dict[str, object]:
    seen_at, oldest = health.worker_seen_at, health.oldest_undelivered
    overdue, quarantined = health.expiry_overdue_since, health.oldest_quarantined
    return {
        "status": "well" if health.well else "unwell",
        "database": "reachable" if health.database else "unreachable",
        "worker": {"state": health.worker, "seen_at": seen_at and seen_at.isoformat()},
        "oldest_undelivered": None if oldest is None else round(oldest.total_seconds()),
        "outbox": health.outbox,
        "refused_tls": health.refused_tls,
        "keys": health.keys,
        "expiry_overdue_since": overdue and overdue.isoformat(),
        "oldest_quarantined": None if quarantined is None else round(quarantined.total_seconds()),
        "ledger": _ledger(health.ledger),
    }


def _ledger(ledger: Ledger) -> dict[str, object]:
    oldest = ledger.oldest_unacknowledged
    return {
        "unacknowledged": ledger.unacknowledged,
        "oldest_unacknowledged": None if oldest is None else round(oldest.total_seconds()),
        "without_answer": ledger.without_answer,
        "failed": ledger.failed,
        "mailboxes_failing": ledger.mailboxes_failing,
    }

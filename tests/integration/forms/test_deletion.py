"""From the citizen's browser to the end: what was written in every field is found nowhere once time has deleted it."""

from __future__ import annotations

import datetime as dt
import logging
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from forms_app.database import request, writing
from forms_app.mail.local import LocalMailbox
from forms_app.outbox.states import RequestState
from forms_app.requests.context import CatalogueDirectory
from forms_app.requests.retention import expire
from forms_app.services import Services
from forms_app.workshop import make_deliverer
from tests.integration.forms.browser import Browser, Stored
from tests.integration.forms.test_flow import APPOINTMENT, code
from tests.integration.storage import deliver_next

MARKED: dict[str, object] = {
    "name": "Segnale-7781",
    "phone": "333 778 2778",
    "email": "segnale7783@example.org",
    "message": "Segnale-7784",
    "channels": ["call", "email"],
    "first": "2026-11-24/morning",
}
MARKS = ("Segnale-7781", "333 778 2778", "3337782778", "segnale7783", "Segnale-7784")


def files_with(marks: tuple[str, ...], *folders: Path) -> set[str]:
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.parent.name for path in found if any(mark.encode() in path.read_bytes() for mark in marks)}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files would lie."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_nothing_is_left(
    browser: Browser, services: Services, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stored = Stored(services)
    var, spool = services.settings.var_dir, LocalMailbox(services.settings.mailbox_dir)
    with caplog.at_level(logging.DEBUG):
        receipt = browser.press(browser.press(browser.get(APPOINTMENT), "step=check", **MARKED), "step=send")
        marks: tuple[str, ...] = (*MARKS, code(receipt), code(receipt).replace(" ", ""))
        deliverer = make_deliverer(services.settings, CatalogueDirectory(services.catalogue))
        assert deliver_next(replace(deliverer, clock=services.now))
        assert files_with(marks, var, temporary) == {"new"}  # the partner's mail, and nothing beside it
        with writing(services.engine) as connection:
            taken = {"state": RequestState.TAKEN_IN_CHARGE, "acknowledged_at": services.now()}
            connection.execute(request.update().values(taken))
        (row,) = stored.requests
        outcome = expire(services.engine, spool, {}, services.now() + dt.timedelta(days=30))
    assert outcome.complete
    assert stored.count == (0, 0)
    marks = (*marks, row.id.hex, row.submission_id)
    assert files_with(marks, var, temporary) == set()
    assert (
        var / "sportello.sqlite-wal"
    ).stat().st_size > 0  # the run itself was recorded after it was emptied
    assert not any(mark in caplog.text for mark in MARKS)

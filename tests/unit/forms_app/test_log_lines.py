"""The log holds no personal data, whoever writes it and however."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.log_lines import JsonLines
from forms_app.privacy.private import Private

SECRET = "Parole-private-7784"


def line(
    name: str, message: object, *arguments: object, error: BaseException | None = None
) -> dict[str, Any]:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, arguments, exc_info)
    written = JsonLines().format(record)
    assert "\n" not in written
    assert written.isascii()
    assert SECRET not in written
    return dict(json.loads(written))


def test_a_line_says_when_where_and_what() -> None:
    entry = line("forms_app.outbox.delivery", "request %s: try %d failed", "7f", 2)
    assert entry["message"] == "request 7f: try 2 failed"
    assert (entry["level"], entry["logger"]) == ("error", "forms_app.outbox.delivery")
    assert dt.datetime.fromisoformat(entry["at"]).utcoffset() == dt.timedelta()


def test_an_error_gives_kind_and_places_but_no_text() -> None:
    try:
        _fail()
    except RuntimeError as error:
        entry = line("forms_app", "it failed: %s", error, error=error)
    assert entry["message"] == "it failed: builtins.RuntimeError"
    assert entry["error"] == "builtins.RuntimeError"
    assert entry["where"][-1] == "builtins.KeyError"
    assert "test_log_lines.py" in entry["where"][0]


def _fail() -> None:
    try:
        dict[str, str]()[SECRET]
    except KeyError as cause:
        raise RuntimeError(SECRET) from cause


@pytest.mark.parametrize(
    ("name", "message", "arguments"),
    [
        ("forms_app", "%s", [Private(SECRET)]),
        ("forms_app", "%(who)s", [{"who": Private(SECRET)}]),
        ("forms_app", ValueError(SECRET), []),
        ("forms_app", "%s %s", [ValueError(SECRET), OSError(2, SECRET)]),
        ("forms_app", "%d", [Private(SECRET)]),
        ("waitress", "Exception while serving %s", [f"/moduli/?x={SECRET}"]),
        ("waitress", f"written together: {SECRET}", []),
        ("forms_application", SECRET, []),
        ("sqlalchemy.engine", "%r", [(SECRET,)]),
    ],
)
def test_what_is_private_or_foreign_is_never_shown(
    name: str, message: object, arguments: list[object]
) -> None:
    line(name, message, *arguments)


@given(st.text())
def test_nobody_forges_a_line(text: str) -> None:
    assert line("forms_app", "%s", text.replace(SECRET, ""))["message"] == text.replace(SECRET, "")


def test_what_cannot_be_filled_in_is_told_all_the_same() -> None:
    assert line("forms_app", "%s and %s", "one")["message"] == "%s and %s"


def test_an_error_without_message(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.setFormatter(JsonLines())
    try:
        sys.intern(SECRET).index("?")
    except ValueError:
        logging.getLogger("forms_app").exception("index")
    assert json.loads(caplog.text)["error"] == "builtins.ValueError"

"""Anything at all where a reader says whether a page is clear."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.clarity.summary import Span, read_words
from forms_app.database import clarity
from forms_app.privacy.keys import load_private_key
from tests.faults.anything import FORM, NASTY, anything, encoded, one_line, trying
from tests.faults.post import Figures, Size
from tests.faults.scene import Scene, scene
from tests.faults.test_fields import assert_clear
from tests.integration.forms.browser import Browser

PAGE = "/moduli/it/chiarezza/servizi/lavoro/"
EVER = Span(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
FIELDS = ["details", "rating", "mark", "reason", "website", "altcha", "ticket", "step", "organization"]


_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def alike(text: str) -> str:
    """A text as staff read it: without what changes its direction, each gap as one space."""
    return one_line(_DIRECTIONS.sub("", text))


@pytest.fixture
def place(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Scene]:
    with scene(tmp_path) as made, caplog.at_level(logging.INFO):
        yield made
        assert not any("failed" in record.getMessage() for record in caplog.records)


@pytest.mark.fault(
    "Anything in the fields of a page's rating",
    "Accepted, or the error summary, or a clear refusal; never a fault or its traceback; what was accepted is read "
    "by staff unharmed",
)
def test_fields(place: Scene, size: Size, figures: Figures) -> None:
    browser, statuses = Browser(place.app), Counter[int]()
    key = load_private_key(place.settings.keys.private)
    answers = {
        **browser.press(browser.get(PAGE), "rating=1").answers,
        "step": ["send"],
        "details": ["parole"],
    }

    def tried(name: str, value: str) -> None:
        sent = {name: [value]} if name == "rating" else {**answers, name: [value]}
        body = encoded((field, one) for field, values in sent.items() for one in values)
        response = browser.client.post(PAGE, data=body, content_type=FORM)
        assert_clear(response)
        statuses[response.status_code] += 1
        stored = [one.text.reveal() for one in read_words(place.services.engine, key, EVER)]
        if response.status_code == 303:
            if name == "details":
                assert [alike(text) for text in stored] == [text for text in [alike(value)] if text]
            with place.services.engine.begin() as connection:
                connection.execute(clarity.delete())
        else:
            assert stored == []

    for name in FIELDS[: size(3, len(FIELDS))]:
        for value in NASTY:
            tried(name, value)

    @trying(size(25, 2000))
    @given(st.sampled_from(FIELDS), anything)
    def fuzzed(name: str, value: str) -> None:
        tried(name, value)

    fuzzed()
    told = ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items()))
    figures(f"{statuses.total()} sendings ({told}), 0 faults")

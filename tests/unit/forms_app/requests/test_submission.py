"""Submissions as bytes."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given

from forms_app.privacy.padding import SIZES
from forms_app.privacy.private import Private
from forms_app.requests.submission import (
    Agreement,
    Operator,
    Referral,
    Submission,
    Weekday,
    Writer,
    from_bytes,
    to_bytes,
)
from tests.unit.forms_app.samples import ANSWERS, SUBMISSION, submissions


@given(submissions())
def test_any_submission_comes_back(submission: Submission) -> None:
    assert from_bytes(to_bytes(submission)) == submission


def test_every_field_is_written() -> None:
    written = to_bytes(SUBMISSION).decode()
    names = {field.name for kind in (SUBMISSION, ANSWERS) for field in dataclasses.fields(kind)}
    assert {name for name in names if f'"{name}":' not in written} == set()


def test_a_lone_surrogate_does_not_make_a_request_that_nobody_can_deliver() -> None:
    message = Private("prima \ud800 dopo")
    strange = dataclasses.replace(SUBMISSION, answers=dataclasses.replace(ANSWERS, message=message))
    assert from_bytes(to_bytes(strange)).answers.message.reveal() == "prima ? dopo"


@pytest.mark.parametrize("letter", ["a", "è", "م", "😀", "\n"])
def test_the_longest_message_that_a_form_lets_through_fits_in_the_largest_size(letter: str) -> None:
    line = Private(letter * 100)
    longest = dataclasses.replace(
        ANSWERS,
        message=Private(letter * 1000),
        name=line,
        email=Private("x" * 254),
        contact_days=tuple(Weekday),
        referral=Referral(line, line, Private("x" * 254), Agreement.WRITTEN),
    )
    assert len(to_bytes(dataclasses.replace(SUBMISSION, answers=longest))) <= SIZES[-1] - 4


def test_a_request_sealed_before_these_questions_were_asked_gets_the_careful_answers() -> None:
    record = json.loads(to_bytes(SUBMISSION))
    del record["privacy_version"]
    for name in ("contact_days", "may_say_who", "operator", "writer", "wants_confirmation", "referral"):
        del record["answers"][name]
    answers = from_bytes(json.dumps(record).encode()).answers
    assert (answers.may_say_who, answers.wants_confirmation, answers.contact_days) == (False, False, ())
    assert (answers.operator, answers.writer, answers.referral) == (Operator.ANYONE, Writer.SELF, None)

"""The small values: what they accept, and what they refuse."""

from __future__ import annotations

from contextlib import suppress
from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sportello.catalogue.values import (
    Coordinates,
    Day,
    Email,
    Keywords,
    Line,
    Money,
    PartialDate,
    PhoneNumber,
    Point,
    Span,
    Web,
    WhenKnown,
    e164,
    read_span,
)


def read(kind: Any, text: str) -> object:  # noqa: ANN401 - pydantic takes any type expression
    """What a value type makes of a text."""
    return TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("375000", 375000),
        ("375.000", 375000),
        ("€ 375.000,50", Decimal("375000.50")),
        ("12,5", Decimal("12.5")),
    ],
)
def test_money_is_read_as_italians_write_it(text: str, amount: Decimal) -> None:
    assert read(Money, text) == amount


@pytest.mark.parametrize("text", ["€ 300.00.", "trecento", "3,0,0", "1.00.000", "-5", "", "1e5", "NaN"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read(Money, text)


def test_the_seed_amount_with_two_decimals_is_not_taken_for_thousands() -> None:
    assert read(Money, "300.00") == Decimal("300.00")


@pytest.mark.parametrize(
    ("number", "link"),
    [("0375 40200", "+39037540200"), ("324 7480228", "+393247480228"), ("+39 331-6938049", "+393316938049")],
)
def test_a_phone_number_makes_a_link(number: str, link: str) -> None:
    assert e164(str(read(PhoneNumber, number))) == link


@pytest.mark.parametrize("text", ["chiedere", "328 non lo so", "12", "0375 40200 0375 40200", "+", ""])
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read(PhoneNumber, text)


@pytest.mark.parametrize("text", ["nessuna", "a@b", "a@b.it,evil@x.it", "a b@c.it", "a@b.it\nBcc: x@y.it"])
def test_what_is_no_email_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read(Email, text)


@pytest.mark.parametrize("text", ["www.concass.it", "ftp://x.it", "javascript:alert(1)", "https://x it"])
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read(Web, text)


@pytest.mark.parametrize(
    ("text", "precision"), [("2018", "year"), ("2020-09", "month"), ("2021-01-11", "day")]
)
def test_a_date_is_known_to_its_precision(text: str, precision: str) -> None:
    date = read(WhenKnown, text)
    assert isinstance(date, PartialDate)
    assert (date.text, date.precision) == (text, precision)


@pytest.mark.parametrize("text", ["2021-02-30", "2021-13", "11/01/2021", "21", "ieri"])
@pytest.mark.parametrize("kind", [Day, WhenKnown])
def test_a_date_that_does_not_exist_is_refused(kind: object, text: str) -> None:
    with pytest.raises(ValidationError):
        read(kind, text)


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\ud800b", "   "])
def test_a_text_has_no_control_characters(text: str) -> None:
    with pytest.raises(ValidationError):
        read(Line, text)


@given(st.times(), st.times())
def test_hours_are_read_as_they_are_written(one: time, two: time) -> None:
    start, end = sorted(moment.replace(second=0, microsecond=0) for moment in (one, two))
    span = Span(start, end)
    if start == end:
        with pytest.raises(ValueError, match=":"):
            read_span(str(span))
    else:
        assert read_span(str(span)) == span


@given(st.text(max_size=30))
def test_no_text_makes_hours_raise_anything_else(text: str) -> None:
    try:
        span = read_span(text)
    except ValueError:
        return
    assert span.start < span.end


@given(st.text(max_size=60))
@pytest.mark.parametrize("kind", [Money, PhoneNumber, Email, Web, Day, WhenKnown])
def test_any_text_is_accepted_or_refused(kind: object, text: str) -> None:
    with suppress(ValidationError):
        assert read(kind, text) is not None


def test_keywords_are_a_list_for_editors_and_one_text_for_translators() -> None:
    said = TypeAdapter(Keywords).validate_python(["ho perso il lavoro", " affitto "])
    assert said == "ho perso il lavoro; affitto"
    assert read(Keywords, said) == said


@pytest.mark.parametrize("value", [["affitto", ""], ["affitto", ["mutuo"]], [], {"affitto": "mutuo"}, ""])
def test_what_is_no_list_of_words_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Keywords).validate_python(value)


@given(st.integers(-90_000, 90_000), st.integers(-180_000, 180_000))
def test_a_point_is_read_as_it_is_written(latitude: int, longitude: int) -> None:
    point = read(Coordinates, f"{latitude / 1000:.3f}, {longitude / 1000:.4f}")
    assert point == Point(latitude / 1000, longitude / 1000)


@pytest.mark.parametrize(
    "text", ["45,525 9,333", "45.525", "45.5, 9.3", "91.000, 9.333", "45.525, 181.000", "٤٥.525, 9.333", "x"]
)
def test_what_is_no_point_on_the_map_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read(Coordinates, text)

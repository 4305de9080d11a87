from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sportello.catalogue.parts import Period
from sportello.catalogue.values import read_span
from sportello.pages.wording import Wording, weekday_names
from sportello.translation.languages import reading_locale

ITALIAN = Wording(reading_locale("it"), str)
ENGLISH = Wording(reading_locale("en"), {"inizio: %(date)s": "start: %(date)s"}.__getitem__)
ARABIC = Wording(reading_locale("ar"), str)


def period(start: str | None, end: str | None) -> Period:
    return Period.model_validate({"start": start, "end": end})


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2020-09-01", "2021-12-31", "1 settembre 2020 – 31 dicembre 2021"),
        ("2020-09", "2021", "settembre 2020 – 2021"),
        ("2018", None, "inizio: 2018"),
        (None, "2021-12", "fine: dicembre 2021"),
        (None, None, None),
    ],
)
def test_period_is_as_precise_as_it_is_known(start: str | None, end: str | None, said: str | None) -> None:
    assert ITALIAN.period(period(start, end)) == said


def test_period_in_other_languages() -> None:
    assert ENGLISH.period(period("2020-09", None)) == "start: September 2020"
    assert ARABIC.period(period("2020-09-01", "2021")) == "1 سبتمبر 2020 – 2021"


@pytest.mark.parametrize(
    ("wording", "amount", "said"),
    [
        (ITALIAN, "375000", "375.000\xa0€"),
        (ITALIAN, "375000.50", "375.000,50\xa0€"),
        (ENGLISH, "375000", "€375,000"),
        (ARABIC, "375000", "\u200f375,000\xa0€"),
    ],
)
def test_money(wording: Wording, amount: str, said: str) -> None:
    assert wording.money(Decimal(amount)) == said


def test_days_of_an_event() -> None:
    friday = date(2021, 10, 15)
    assert ITALIAN.days(friday, None) == ITALIAN.days(friday, friday) == "venerdì 15 ottobre 2021"
    assert ITALIAN.days(friday, date(2021, 10, 16)) == "venerdì 15 ottobre 2021 – sabato 16 ottobre 2021"


def test_hours_and_names() -> None:
    assert ITALIAN.span(read_span("9.00 - 12.30")) == "09:00–12:30"
    assert weekday_names(reading_locale("it"))[0] == "lunedì"
    assert ITALIAN.language("ar") == "arabo"
    assert ITALIAN.language("xx") == "xx"

"""Days as each language writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from forms_app.forms.dates import day_and_month, weekday_day_and_month
from sportello.translation.languages import reading_locale

SUNDAY = dt.date(2026, 1, 11)


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("it", "11 gennaio", "domenica 11 gennaio"),
        ("en", "11 January", "Sunday 11 January"),
        ("fr", "11 janvier", "dimanche 11 janvier"),
        ("es", "11 de enero", "domingo, 11 de enero"),
        ("ro", "11 ianuarie", "duminică, 11 ianuarie"),
        ("uk", "11 січня", "неділя, 11 січня"),
        ("ar", "11 يناير", "الأحد، 11 يناير"),
        ("sq", "11 janar", "e diel, 11 janar"),
        ("zh", "1月11日", "1月11日星期日"),
    ],
)
def test_days(language: str, short: str, long: str) -> None:
    locale = reading_locale(language)
    assert (day_and_month(SUNDAY, locale), weekday_day_and_month(SUNDAY, locale)) == (short, long)

"""Days in the reader's language, written as that language writes them: `11 gennaio`, `11 de enero`, `1月11日`."""

from __future__ import annotations

import datetime as dt
import re

from babel import Locale
from babel.dates import format_date, format_skeleton
from flask_babel import get_locale


def day_and_month(day: dt.date) -> str:
    """`11 gennaio`."""
    return str(format_skeleton("MMMMd", day, locale=_locale()))


def weekday_day_and_month(day: dt.date) -> str:
    """`domenica 11 gennaio`."""
    locale = _locale()
    skeletons = locale.datetime_skeletons
    names = (name for name in ("MMMMEEEEd", "MMMMEd", "MMMEd") if name in skeletons)
    # CLDR has the order for short names in every language, for whole names in some only.
    order = str(skeletons[next(names)].pattern)
    pattern = re.sub(r"(?<!M)MMM(?!M)", "MMMM", re.sub(r"E+", "EEEE", order))
    return format_date(day, pattern, locale=locale)


def _locale() -> Locale:
    return get_locale() or Locale("it")

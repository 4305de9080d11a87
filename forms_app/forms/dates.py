"""Days without their year, as each language writes them: `11 gennaio`, `11 de enero`, `1月11日`."""

from __future__ import annotations

import datetime as dt
import re

from babel import Locale
from babel.dates import format_date, format_skeleton


def day_and_month(day: dt.date, locale: Locale) -> str:
    """`11 gennaio`."""
    return str(format_skeleton("MMMMd", day, locale=locale))


def weekday_day_and_month(day: dt.date, locale: Locale) -> str:
    """`domenica 11 gennaio`. CLDR has the order for short names in every language, for whole names in some only."""
    skeletons = locale.datetime_skeletons
    name = next(name for name in ("MMMMEEEEd", "MMMMEd", "MMMEd") if name in skeletons)
    order = re.sub(r"E+", "EEEE", str(skeletons[name].pattern))
    return format_date(day, re.sub(r"(?<!M)MMM(?!M)", "MMMM", order), locale=locale)

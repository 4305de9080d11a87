"""Dates, periods, hours and money in the reader's language; CLDR data by Babel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency

from sportello.catalogue.parts import Period
from sportello.catalogue.values import PartialDate, Span


@dataclass(frozen=True)
class Wording:
    """Writes values in one language.

    Attributes:
        locale: the reader's, as Babel knows it.
        gettext: the interface's translations.
    """

    locale: Locale
    gettext: Callable[[str], str]

    def day(self, value: date) -> str:
        """`1 settembre 2020`."""
        return format_date(value, "long", self.locale)

    def weekday(self, value: date) -> str:
        """`venerdì`."""
        return str(self.locale.days["format"]["wide"][value.weekday()])

    def weekday_and_day(self, value: date) -> str:
        """`venerdì 15 ottobre 2021`."""
        return format_date(value, "full", self.locale)

    def when(self, value: PartialDate) -> str:
        """A date as precisely as it is known: `2020`, `settembre 2020`, `1 settembre 2020`."""
        if value.precision == "year":
            return str(value.first.year)
        if value.precision == "month":
            return str(format_skeleton("yMMMM", value.first, locale=self.locale))
        return self.day(value.first)

    def period(self, period: Period) -> str | None:
        """From when to when; None when neither end is known."""
        if period.start and period.end:
            return f"{self.when(period.start)} – {self.when(period.end)}"
        if period.start:
            return self.gettext("inizio: %(date)s") % {"date": self.when(period.start)}
        if period.end:
            return self.gettext("fine: %(date)s") % {"date": self.when(period.end)}
        return None

    def days(self, start: date, end: date | None) -> str:
        """A day, or the first and the last of several."""
        if end is None or end == start:
            return self.weekday_and_day(start)
        return f"{self.weekday_and_day(start)} – {self.weekday_and_day(end)}"

    def money(self, amount: Decimal) -> str:
        """Euro without cents where there are none: `375.000 €`."""
        pattern = str(self.locale.currency_formats["standard"].pattern)
        shown = pattern if amount % 1 else pattern.replace(".00", "")
        return format_currency(
            amount, "EUR", format=shown, locale=self.locale, currency_digits=bool(amount % 1)
        )

    def span(self, span: Span) -> str:
        """`09:00–12:30`."""
        return f"{span.start:%H:%M}–{span.end:%H:%M}"

    def language(self, code: str) -> str:
        """The name of a language: `it` → `italiano`; the code itself when it is no known one."""
        return str(self.locale.languages.get(code, code))


def weekday_names(locale: Locale) -> tuple[str, ...]:
    """The names of the days, Monday first."""
    names = locale.days["stand-alone"]["wide"]
    return tuple(names[number] for number in range(7))

"""The days on which all of Italy rests (law 260 of 1949 and its changes), by the library `holidays`.

Its subdivisions are not asked: what it lists for a province is the feast of the province's capital only.
"""

from __future__ import annotations

from datetime import date
from functools import cache


def is_national_holiday(day: date) -> bool:
    """Whether a day is a public holiday in all of Italy."""
    return day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    # Half a second to import, and a site whose desks have no hours never asks.
    from holidays.countries.italy import Italy  # noqa: PLC0415

    return frozenset(Italy(years=year))  # type: ignore[no-untyped-call]

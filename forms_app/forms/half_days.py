"""The half-days that a person may ask for: inside a desk's opening hours, in the next four weeks, no days off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from forms_app.requests.submission import Half, HalfDay
from sportello.catalogue.opening import Day, Timetable
from sportello.catalogue.values import Span

DAYS_AHEAD = 28
LONGEST_CLOSURE = 4
"""After so many times four weeks without an opening nothing is offered."""
MOST_CHOICES = 3

_NOON = dt.time(13)
_LONG_ENOUGH = dt.timedelta(hours=1)
_SATURDAY = 5


def offered(timetable: Timetable, today: dt.date) -> tuple[HalfDay, ...]:
    """The half-days of four weeks from tomorrow on in which the desk is open; of the next four where there is none.

    Where the hours are not known: Monday to Friday, mornings and afternoons; the desk confirms. Never on holidays, the
    patron saint's day and in closures.
    """
    for weeks in range(LONGEST_CLOSURE):
        days = timetable.days(today + dt.timedelta(days=1 + weeks * DAYS_AHEAD), DAYS_AHEAD)
        found = tuple(HalfDay(day.date, half) for day in days for half in _halves(timetable, day))
        if found:
            return found
    return ()


def opening(timetable: Timetable, half_day: HalfDay) -> tuple[Span, ...]:
    """The desk's hours in that half-day; none when they are not known."""
    return tuple(span for span in timetable.on(half_day.date).spans if half_day.half in _halves_of(span))


def write(half_day: HalfDay) -> str:
    """A half-day as the value of an option: `2026-01-12/morning`."""
    return f"{half_day.date.isoformat()}/{half_day.half}"


def read(text: str) -> HalfDay | None:
    """What `write` wrote; None for anything else."""
    day, _, half = text.partition("/")
    try:
        return HalfDay(dt.date.fromisoformat(day), Half(half))
    except ValueError:
        return None


def _halves(timetable: Timetable, day: Day) -> Iterator[Half]:
    if timetable.hours is None:
        yield from Half if day.off is None and day.date.weekday() < _SATURDAY else ()
        return
    found = {half for span in day.spans for half in _halves_of(span)}
    yield from (half for half in Half if half in found)


def _halves_of(span: Span) -> Iterator[Half]:
    """Both halves that the span fills for an hour or more, and always the one that it fills longer."""
    morning, afternoon = _length(span.start, min(span.end, _NOON)), _length(max(span.start, _NOON), span.end)
    if morning >= min(_LONG_ENOUGH, afternoon) and morning:
        yield Half.MORNING
    if afternoon >= min(_LONG_ENOUGH, morning) and afternoon:
        yield Half.AFTERNOON


def _length(start: dt.time, end: dt.time) -> dt.timedelta:
    day = dt.date.min
    return max(dt.datetime.combine(day, end) - dt.datetime.combine(day, start), dt.timedelta())

"""The half-days that a person may ask for: inside a desk's opening hours, in the next four weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from forms_app.requests.submission import Half, HalfDay
from sportello.catalogue.model import Location
from sportello.catalogue.parts import WeeklyHours
from sportello.catalogue.values import Span

DAYS_AHEAD = 28
MOST_CHOICES = 3

_NOON = dt.time(13)
_LONG_ENOUGH = dt.timedelta(hours=1)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SATURDAY = 5


def offered(location: Location | None, today: dt.date) -> tuple[HalfDay, ...]:
    """The half-days from tomorrow on in which the desk is open.

    Where the hours are not known: Monday to Friday, mornings and afternoons; the desk confirms.
    """
    days = [today + dt.timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD + 1)]
    hours = location.hours if location else None
    return tuple(HalfDay(day, half) for day in days for half in _halves(hours, day))


def opening(location: Location | None, half_day: HalfDay) -> tuple[Span, ...]:
    """The desk's hours in that half-day; none when they are not known."""
    if location is None or location.hours is None:
        return ()
    return tuple(span for span in _spans(location.hours, half_day.date) if half_day.half in _halves_of(span))


def is_online(location: Location | None, day: dt.date) -> bool:
    """Whether the desk answers only online on that day."""
    return bool(location and location.online_only_until and day < location.online_only_until)


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


def _halves(hours: WeeklyHours | None, day: dt.date) -> Iterator[Half]:
    if hours is None:
        yield from Half if day.weekday() < _SATURDAY else ()
        return
    found = {half for span in _spans(hours, day) for half in _halves_of(span)}
    yield from (half for half in Half if half in found)


def _spans(hours: WeeklyHours, day: dt.date) -> tuple[Span, ...]:
    spans: tuple[Span, ...] = getattr(hours, _DAYS[day.weekday()])
    return spans


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

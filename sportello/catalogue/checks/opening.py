"""When desks are open and events take place: what cannot be, and what citizens could not make use of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sportello.catalogue.model import Event, Location
from sportello.catalogue.parts import Closure, WeeklyHours
from sportello.catalogue.problems import Problem, Severity, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.reading import Findings, Reading
    from sportello.catalogue.source import Place


def check_closures(findings: Findings) -> Iterator[Problem]:
    """A closure that ends before it begins, and one that is over (a note)."""
    today = date.today()  # noqa: DTZ011 - an editor's calendar day, not an instant
    for reading in findings.readings:
        for index, closure in enumerate(_closures(reading)):
            place = ("closures", index, "end" if closure.end else "start")
            if closure.last < closure.start:
                yield backwards(reading, place, str(closure.last), str(closure.start))
            elif closure.last < today:
                found = message("la chiusura è finita il %(date)s", date=closure.last)
                problem = reading.source.problem(place, found, message("toglila"))
                yield replace(problem, severity=Severity.NOTE)


def check_ways_in(findings: Findings) -> Iterator[Problem]:
    """A desk without hours nor appointment, unless its page says that nobody knows them: a warning."""
    for reading in findings.readings:
        record = reading.record
        if isinstance(record, Location) and not _tells_the_way_in(record):
            found = message("manca l'orario, e non si va su appuntamento")
            expected = message("l'orario, «by_appointment: true» o «hours_unknown: true»")
            problem = reading.source.problem(("hours",), found, expected)
            yield replace(problem, severity=Severity.WARNING)


def check_event_dates(findings: Findings) -> Iterator[Problem]:
    """A further date that ends before it begins, or that is there already."""
    for reading in findings.readings:
        event = reading.record
        if not isinstance(event, Event):
            continue
        known = {event.start}
        for index, further in enumerate(event.more_dates):
            if further.end and further.end < further.start:
                place = ("more_dates", index, "end")
                yield backwards(reading, place, str(further.end), str(further.start))
            if further.start in known and further.hours is None:
                found = message("il %(date)s c'è già", date=further.start)
                expected = message("un'altra data, o un altro orario")
                yield reading.source.problem(("more_dates", index, "start"), found, expected)
            known.add(further.start)


def backwards(reading: Reading, place: Place, end: str, start: str) -> Problem:
    """Something that ends before it begins."""
    found = message("finisce il %(end)s, prima dell'inizio (%(start)s)", end=end, start=start)
    return reading.source.problem(place, found, message("una data non prima dell'inizio"))


def _closures(reading: Reading) -> tuple[Closure, ...]:
    return reading.record.closures if isinstance(reading.record, Location) else ()


def _tells_the_way_in(desk: Location) -> bool:
    return desk.by_appointment or desk.hours_unknown or _opens(desk.hours)


def _opens(hours: WeeklyHours | None) -> bool:
    return hours is not None and any(getattr(hours, day) for day in WeeklyHours.model_fields)

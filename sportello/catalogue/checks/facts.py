"""Facts that contradict each other: money, dates, reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from sportello.catalogue.checks.opening import backwards
from sportello.catalogue.model import Event, Location, Program
from sportello.catalogue.parts import Funding, Period
from sportello.catalogue.problems import Problem, Severity, message
from sportello.catalogue.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.reading import Findings, Reading
    from sportello.catalogue.source import Place


def check_funding(findings: Findings) -> Iterator[Problem]:
    """Requested money and own share that do not make the total."""
    for reading in findings.readings:
        for place, funding in _fundings(reading.record):
            parts = (funding.requested, funding.own_share)
            if funding.total is None or None in parts:
                continue
            together = sum(part for part in parts if part is not None)
            if together != funding.total:
                found = message(
                    "%(sum)s € in tutto, ma il totale è %(total)s €", sum=together, total=funding.total
                )
                expected = message("richiesto + cofinanziamento = totale")
                yield reading.source.problem((*place, "total"), found, expected)


def check_dates(findings: Findings) -> Iterator[Problem]:
    """A period or an event that ends before it begins."""
    for reading in findings.readings:
        for place, period in _periods(reading.record):
            if period.start and period.end and period.end.first < period.start.first:
                yield backwards(reading, (*place, "end"), period.end.text, period.start.text)
        record = reading.record
        if isinstance(record, Event) and record.end and record.end < record.start:
            yield backwards(reading, ("end",), str(record.end), str(record.start))
        if isinstance(record, Location) and record.hours:
            yield from _overlaps(reading, record)


def check_reviews(findings: Findings) -> Iterator[Problem]:
    """A page past its review date: a warning."""
    today = date.today()  # noqa: DTZ011 - an editor's calendar day, not an instant
    for reading in findings.readings:
        if reading.record.review_by and reading.record.review_by < today:
            found = message("la pagina andava riletta entro il %(date)s", date=reading.record.review_by)
            problem = reading.source.problem(("review_by",), found, message("rileggila e sposta la data"))
            yield replace(problem, severity=Severity.WARNING)


def check_confirmed(findings: Findings) -> Iterator[Problem]:
    """A day of confirmation that has not come yet: nobody would ask again for as long."""
    today = date.today()  # noqa: DTZ011 - an editor's calendar day, not an instant
    for reading in findings.readings:
        confirmed = getattr(reading.record, "confirmed", None)
        if confirmed and confirmed.date > today:
            found = message("il %(date)s non è ancora venuto", date=confirmed.date)
            yield reading.source.problem(("confirmed", "date"), found, message("un giorno fino a oggi"))


def _fundings(record: Record) -> Iterator[tuple[Place, Funding]]:
    if isinstance(record, Program):
        if record.funding:
            yield ("funding",), record.funding
        for index, edition in enumerate(record.editions):
            if edition.funding:
                yield ("editions", index, "funding"), edition.funding


def _periods(record: Record) -> Iterator[tuple[Place, Period]]:
    if isinstance(record, Program):
        yield ("period",), record.period
        for index, edition in enumerate(record.editions):
            yield ("editions", index, "period"), edition.period


def _overlaps(reading: Reading, location: Location) -> Iterator[Problem]:
    for day in type(location.hours).model_fields if location.hours else ():
        spans = sorted(getattr(location.hours, day))
        for earlier, later in pairwise(spans):
            if later.start < earlier.end:
                found = message("«%(one)s» e «%(two)s» si sovrappongono", one=earlier, two=later)
                yield reading.source.problem(("hours", day), found, message("orari uno dopo l'altro"))

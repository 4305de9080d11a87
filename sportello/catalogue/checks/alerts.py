"""Alerts that are over, end before they begin, or concern nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sportello.catalogue.model import Alerts
from sportello.catalogue.opening.instants import ROME
from sportello.catalogue.problems import Problem, Severity, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.parts import Alert
    from sportello.catalogue.reading import Findings


def check_alerts(findings: Findings) -> Iterator[Problem]:
    """An alert that no page would show, or none any more: the latter is a note."""
    today = datetime.now(ROME).date()
    for reading in findings.readings:
        if not isinstance(reading.record, Alerts):
            continue
        for index, alert in enumerate(reading.record.alerts):
            place = ("alerts", index)
            if alert.start and alert.end < alert.start:
                found = message(
                    "finisce il %(end)s, prima dell'inizio (%(start)s)", end=alert.end, start=alert.start
                )
                expected = message("una data non prima dell'inizio")
                yield reading.source.problem((*place, "end"), found, expected)
            elif alert.end < today:
                found = message("l'avviso è finito il %(date)s", date=alert.end)
                problem = reading.source.problem(
                    (*place, "end"), found, message("toglilo, o sposta la data se vale ancora")
                )
                yield replace(problem, severity=Severity.NOTE)
            if not _concerns_anything(alert):
                found = message("l'avviso non dice che cosa riguarda")
                expected = message("per esempio «locations: [nome-dello-sportello]», o «everywhere: true»")
                yield reading.source.problem(place, found, expected)


def _concerns_anything(alert: Alert) -> bool:
    named = (alert.locations, alert.organizations, alert.programs, alert.services, alert.municipalities)
    return alert.everywhere or any(named)

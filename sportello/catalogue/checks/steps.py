"""Steps of a program's path that ask for what the program does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue.model import Program
from sportello.catalogue.problems import Problem, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.reading import Findings


def check_steps(findings: Findings) -> Iterator[Problem]:
    """A step with a form that its program does not offer."""
    for reading in findings.readings:
        if not isinstance(reading.record, Program):
            continue
        for index, step in enumerate(reading.record.steps):
            for position, form in enumerate(step.forms):
                if form not in reading.record.forms:
                    found = message("«%(form)s» non è tra i moduli del progetto", form=form.value)
                    expected = message("un modulo che sta in «forms» del progetto")
                    yield reading.source.problem(("steps", index, "forms", position), found, expected)

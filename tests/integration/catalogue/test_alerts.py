"""What `sportello check` says about alerts."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from sportello.catalogue import examine, load_site
from sportello.catalogue.problems import Severity

PAGE = """\
---
kind: alerts
title: Avvisi
alerts:
  - {text: Va bene, end: 2199-12-31, locations: [sportello]}
  - {text: Comincia tardi, start: 2199-12-31, end: 2199-01-01, programs: [activity]}
  - {text: È finito, end: 2021-01-01, everywhere: true}
  - {text: Dove?, end: 2199-12-31}
  - {text: Chi?, end: 2199-12-31, locations: [sportelo]}
  - {text: Quando?, end: domani, everywhere: true}
  - {text: Fino a quando?, everywhere: true}
---
"""


def test_alerts_that_nobody_would_see_are_named_with_their_lines(folder: Path) -> None:
    (folder / "docs/avvisi.md").write_text(dedent(PAGE), "utf-8")
    found = [
        (problem.line, problem.field, problem.severity, problem.found.text())
        for problem in examine(load_site(folder / "mkdocs.yml")).problems
    ]
    assert found == [
        (6, "alerts.1.end", Severity.ERROR, "finisce il 2199-01-01, prima dell'inizio (2199-12-31)"),
        (7, "alerts.2.end", Severity.NOTE, "l'avviso è finito il 2021-01-01"),
        (8, "alerts.3", Severity.ERROR, "l'avviso non dice che cosa riguarda"),
        (9, "alerts.4.locations.0", Severity.ERROR, "«sportelo» non è una pagina del sito"),
        (10, "alerts.5.end", Severity.ERROR, "«domani»"),
        (11, "alerts.6.end", Severity.ERROR, "il campo manca"),
    ]

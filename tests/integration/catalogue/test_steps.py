"""What `sportello check` says about the steps of a program."""

from __future__ import annotations

from pathlib import Path

from .test_examine import problems, replace

STEPS = """\
forms: [contact]
steps:
  - {title: Chiama, forms: [appointment]}
  - {title: Vieni, services: [lavori]}"""


def test_a_step_asks_for_nothing_that_is_not_there(folder: Path) -> None:
    replace(folder, "progetti/activity.md", "forms: [contact]", STEPS)
    assert [(p.line, p.field, p.found.text()) for p in problems(folder)] == [
        (8, "steps.0.forms.0", "«appointment» non è tra i moduli del progetto"),
        (9, "steps.1.services.0", "«lavori» non è una pagina del sito"),
    ]

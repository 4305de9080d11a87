"""Whether the leaflets in the site are those of this build: to set them all takes longer than to ask that."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sportello.mkdocs_plugin.reuse.inputs import digest
from sportello.mkdocs_plugin.reuse.record import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from sportello.catalogue import Catalogue
    from sportello.mkdocs_plugin.reuse.plan import Plan

_FOLDER = "laid-out"


def leaflets_digest(plan: Plan, catalogue: Catalogue) -> str | None:
    """Everything that leaflets are made from, when the build is in its place; None where that is not known.

    They show what any front matter says, and of their own page also its date and the state of its translation.
    """
    pages = [record.path for record in (*catalogue.programs.values(), *catalogue.locations.values())]
    said = []
    for language in plan.languages:
        record = read_record(plan.records / language)
        if record is None:
            return None
        fields = sorted((page, fields) for page, (_, fields) in record.said.items() if fields)
        said.append((language, fields, [record.said.get(page) for page in pages]))
    return digest(plan.inputs.common, [(page, plan.inputs.own.get(page)) for page in pages], said)


def are_laid_out(plan: Plan, known: str) -> bool:
    """Whether the site has all its leaflets, made from what has the digest `known`."""
    try:
        former, names = json.loads(_note(plan).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return former == known and all((plan.site / name).is_file() for name in names)


def note_laid_out(plan: Plan, known: str, names: Iterable[str]) -> None:
    """Remember which leaflets the site has; `names` are below its root."""
    note = _note(plan)
    note.parent.mkdir(exist_ok=True)
    note.write_text(json.dumps([known, list(names)]), encoding="utf-8")


def _note(plan: Plan) -> Path:
    return plan.staging.parent / _FOLDER / f"{plan.records.name}.json"

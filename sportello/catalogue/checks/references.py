"""References between pages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sportello.catalogue.model import KINDS, Municipality, Program
from sportello.catalogue.problems import Problem, message
from sportello.catalogue.reading import leaves
from sportello.catalogue.record import slug_of
from sportello.catalogue.values import Refers
from sportello.catalogue.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.reading import Findings, Reading
    from sportello.catalogue.source import Place


def check_same_names(findings: Findings) -> Iterator[Problem]:
    """Two records of one kind with one file name, or two municipalities with one ISTAT code."""
    slugs = Counter((r.record.kind, r.record.slug) for r in findings.readings if r.record.kind != "page")
    codes = Counter(r.record.istat for r in findings.readings if isinstance(r.record, Municipality))
    for reading in findings.readings:
        record = reading.record
        if slugs[record.kind, record.slug] > 1 and record.kind not in {"page", "listing"}:
            found = message("un'altra pagina di questo tipo si chiama «%(slug)s»", slug=record.slug)
            yield reading.source.problem((), found, message("un nome di file diverso"))
        if isinstance(record, Municipality) and codes[record.istat] > 1:
            found = message("il codice %(istat)s sta anche in un altro comune", istat=record.istat)
            yield reading.source.problem(("istat",), found, message("il codice ISTAT di questo comune"))


def check_references(findings: Findings) -> Iterator[Problem]:
    """A name of a page that does not exist."""
    known: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
    for record in findings.catalogue.pages.values():
        known[record.kind][record.slug] = None
    for reading in findings.readings:
        for leaf in leaves(reading.record):
            kind = next((mark.kind for mark in leaf.marks if isinstance(mark, Refers)), None)
            if kind and leaf.value not in known[kind] and leaf.value not in findings.unread:
                yield _unknown(reading, leaf.place, str(leaf.value), tuple(known[kind]))


def check_pages_named(findings: Findings) -> Iterator[Problem]:
    """A path in `see_instead`, or an event of a milestone, that does not exist."""
    pages = tuple(findings.catalogue.pages)
    for reading in findings.readings:
        if not isinstance(reading.record, Program):
            continue
        for index, path in enumerate(reading.record.see_instead):
            if path not in findings.catalogue.pages and slug_of(path) not in findings.unread:
                yield _unknown(reading, ("see_instead", index), path, pages)
        for index, milestone in enumerate(reading.record.milestones):
            if milestone.event and milestone.event not in findings.catalogue.events:
                yield _unknown(
                    reading, ("milestones", index, "event"), milestone.event, tuple(findings.catalogue.events)
                )


def _unknown(reading: Reading, place: Place, name: str, known: tuple[str, ...]) -> Problem:
    near = nearest(name, known)
    expected = message("forse «%(near)s»", near=near) if near else message("il nome di una pagina che c'è")
    return reading.source.problem(
        place, message("«%(value)s» non è una pagina del sito", value=name), expected
    )

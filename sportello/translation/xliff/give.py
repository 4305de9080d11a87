"""Give blocks out to an agency."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from sportello.catalogue.problems import Problem
from sportello.translation.po import INTERFACE, catalogue_name, content_files, read_po
from sportello.translation.status import INTERFACE_PAGE
from sportello.translation.xliff.standing import Standing
from sportello.translation.xliff.units import Unit, units_of


def units_to_give(translations: Path, language: str, wanted: Container[Standing]) -> list[Unit]:
    """The units of all catalogues of a language; those that do not parse are left out, `check` names them."""
    return [
        unit
        for page, file in catalogues_of(translations, language)
        if not isinstance(po := read_po(file, catalogue_name(translations, file)), Problem)
        for unit in units_of(po, page, language, wanted)
    ]


def catalogues_of(translations: Path, language: str) -> Iterator[tuple[str, Path]]:
    """The interface's catalogue, then those of the pages, each with the page that it is of."""
    interface = translations / language / INTERFACE
    if interface.is_file():
        yield INTERFACE_PAGE, interface
    yield from content_files(translations, language)

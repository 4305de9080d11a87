"""The sentences of the interface and the mails in one language, straight from `interface.po`."""

from __future__ import annotations

from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.support import Translations

from sportello.catalogue.problems import Problem, message
from sportello.translation.faults import interface_faults
from sportello.translation.merge import key_of
from sportello.translation.po import INTERFACE, catalogue_name, parse_po

if TYPE_CHECKING:
    import polib

_PACKAGE = "sportello.translation"
_COUNTS = (0, 1, 2, 3, 5, 11, 21, 100)
"""Numbers that a rule for plurals must be able to tell apart without failing."""


def load_interface(translations: Path, language: str) -> tuple[Translations, list[Problem]]:
    """The site's own sentences, then those that come with Sportello; what neither has stays Italian.

    A message that cannot be shown is left out (`sportello.translation.sound`). Returns also the problems met.
    """
    file = translations / language / INTERFACE
    problems: list[Problem] = []
    own = (
        _read(file.read_bytes(), catalogue_name(translations, file), language, problems)
        if file.is_file()
        else Translations()
    )
    packaged = packaged_catalogue(language)
    if packaged is not None and packaged != file.resolve():
        own.add_fallback(_read(packaged.read_bytes(), f"sportello/{language}/{INTERFACE}", language, []))
    return own, problems


def packaged_catalogue(language: str) -> Path | None:
    """The `interface.po` that comes with Sportello: in the wheel, or in the checkout this runs from."""
    here = Path(str(resources.files(_PACKAGE)))
    candidates = (
        here / "interface" / f"{language}.po",
        here.parents[1] / "translations" / language / INTERFACE,
    )
    return next((file for file in candidates if file.is_file()), None)


def _read(data: bytes, name: str, language: str, problems: list[Problem]) -> Translations:
    po = parse_po(data, name)
    if isinstance(po, Problem):
        problems.append(po)
        return Translations()
    faults = interface_faults(po, name, language)
    problems += faults.problems
    if faults.whole:
        return Translations()
    for entry in [entry for entry in po if key_of(entry) in faults.unusable]:
        po.remove(entry)
    return _compiled(po, name, problems)


def _compiled(po: polib.POFile, name: str, problems: list[Problem]) -> Translations:
    try:
        compiled = Translations(BytesIO(po.to_binary()))
        for number in _COUNTS:
            compiled.plural(number)
    except (ValueError, LookupError, ArithmeticError):
        found, expected = (
            message("la regola dei plurali non si legge"),
            message("copiala da un altro catalogo"),
        )
        problems.append(Problem(name, 1, "Plural-Forms", found, expected))
        return Translations()
    return compiled

"""Whether leaflets can be made on this machine."""

from __future__ import annotations

from contextlib import suppress
from ctypes import CDLL
from importlib.util import find_spec

from sportello.pages.words import N_

_PACKAGES = ("segno", "weasyprint")
_LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
)
"""The libraries of Pango that WeasyPrint loads, each by the names it has on the systems."""


def why_not() -> str | None:
    """What is missing and what to do, a msgid; None when leaflets can be made. Imports nothing large."""
    if not all(map(find_spec, _PACKAGES)):
        return N_("I volantini non si possono fare: manca l'aggiunta «leaflets» (scripts/setup.sh leaflets).")
    if not all(any(map(_loads, names)) for names in _LIBRARIES):
        return N_("I volantini non si possono fare: manca la libreria Pango (scripts/print.sh).")
    return None


def _loads(name: str) -> bool:
    with suppress(OSError):
        CDLL(name)
        return True
    return False

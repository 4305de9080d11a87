"""The language of the person at the terminal: Italian or English, by locale."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sportello.translation.interface import load_interface

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sportello.catalogue import Site


def reader_language(environ: Mapping[str, str]) -> str:
    """`it` for an Italian locale, else `en` (POSIX locale variables, in their order of precedence)."""
    named = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "it" if named.lower().startswith("it") else "en"


def reader_gettext(site: Site | None, environ: Mapping[str, str]) -> Callable[[str], str]:
    """What turns an Italian message into the reader's language."""
    folder = site.translations if site else Path("translations")
    translations, _problems = load_interface(folder, reader_language(environ))
    return translations.gettext

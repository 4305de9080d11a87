"""The interface's messages, from Sportello's own code and templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_from_dir

from sportello.translation.phrases import Phrase, unique

_PACKAGES = ("sportello", "forms_app")
_TEMPLATE_FOLDERS = ("templates", "theme")
_TEMPLATE_SUFFIXES = ("html", "txt", "md", "ics", "xml", "j2")
_METHODS = [
    ("**.py", "python"),
    *(
        (f"**/{folder}/**.{suffix}", "jinja2")
        for folder in _TEMPLATE_FOLDERS
        for suffix in _TEMPLATE_SUFFIXES
    ),
    *((f"{folder}/**.{suffix}", "jinja2") for folder in _TEMPLATE_FOLDERS for suffix in _TEMPLATE_SUFFIXES),
]
_OPTIONS = {"**": {"silent": "false", "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}}
_COUNTED = (1, 2)
_IN_CONTEXT = ((1, "c"), 2)
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "N_": None,
    "message": None,  # sportello.catalogue.problems.message
    "ngettext": _COUNTED,
    "lazy_ngettext": _COUNTED,
    "pgettext": _IN_CONTEXT,
    "lazy_pgettext": _IN_CONTEXT,
    "npgettext": ((1, "c"), 2, 3),
}
_REMARKS = ("Translators:",)


def is_checkout(root: Path) -> bool:
    """Whether a site's folder is Sportello's own source, whose interface it translates too."""
    return all((root / package / "__init__.py").is_file() for package in _PACKAGES)


def interface_phrases(root: Path) -> list[Phrase]:
    """The messages of both packages below `root`, ordered by file, each with the files that use it.

    Raises:
        jinja2.TemplateSyntaxError, SyntaxError: a file of ours does not parse.
    """
    found = [phrase for package in _PACKAGES for phrase in _package_phrases(root, package)]
    return unique(sorted(found, key=lambda phrase: phrase.places))


def _package_phrases(root: Path, package: str) -> Iterator[Phrase]:
    rows = extract_from_dir(
        root / package,
        method_map=_METHODS,
        options_map=_OPTIONS,
        keywords=_KEYWORDS,
        comment_tags=_REMARKS,
        strip_comment_tags=True,
    )
    for name, _line, words, remarks, context in rows:
        singular, plural = words if isinstance(words, tuple) else (words, "")
        if singular:
            place = f"{package}/{Path(name).as_posix()}"
            yield Phrase(singular, tuple(remarks), plural, context, (place,))

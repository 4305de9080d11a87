"""The sides of the comparison: how each writes the site, edits it and builds it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.content import Leaf, Size
from bench.ours import write_ours, write_page
from bench.theirs import write_source_page, write_theirs

BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet")
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
"""No advertisement in the logs; imported modules are compiled once, as on any user's machine."""


@dataclass(frozen=True)
class Side:
    """One way to make the site.

    Attributes:
        name: for the table.
        write: writes a whole site of a size into a folder.
        edit: writes one Italian page anew.
    """

    name: str
    write: Callable[[Path, Size, list[Leaf]], None]
    edit: Callable[[Path, Leaf], None]


OURS = Side("Sportello", write_ours, write_page)
THEIRS = Side("static-i18n", partial(write_theirs, small_menu=False), write_source_page)
THEIRS_SMALL = Side("static-i18n, menu as ours", partial(write_theirs, small_menu=True), write_source_page)
SIDES = (OURS, THEIRS, THEIRS_SMALL)

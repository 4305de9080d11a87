"""What the build of the source language hands over to the processes that build the others.

Reading and checking the pages is done once. A helper is, where that is possible, a copy of the main process: the
start of Python and its imports are done once, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from sportello.catalogue import Catalogue
    from sportello.catalogue.site import LeafletFormat
    from sportello.mkdocs_plugin.reuse.plan import Plan
    from sportello.translation.availability import Availability

LANGUAGE = "SPORTELLO_LANGUAGE"
DONE = "\x1e"  # begins the line with a build's exit status; ASCII's record separator


@dataclass(frozen=True)
class Handover:
    """The site as read and checked; see `sportello.pages.voice.Voice`."""

    catalogue: Catalogue
    changed: Mapping[str, date]
    available: Availability
    leaflets: tuple[LeafletFormat, ...] = ()


@dataclass(frozen=True)
class Work:
    """How to build any of the languages.

    Attributes:
        handover: the site.
        config_file: the path of `mkdocs.yml`.
        site_dir: the folder of the whole site; a language goes into the folder of its name below it.
        level: of MkDocs' log.
        plan: what may be kept of the last build; None when all is built anew, straight into its place.
    """

    handover: Handover
    config_file: str
    site_dir: Path
    strict: bool
    dirty: bool
    level: int
    plan: Plan | None = None


class Received:
    """What the main process handed over to this one.

    Attributes:
        work: None in the main process.
    """

    work: ClassVar[Work | None] = None

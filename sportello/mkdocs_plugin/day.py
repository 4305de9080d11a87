"""The day of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.utils import get_build_datetime

from sportello.catalogue.opening.instants import ROME

if TYPE_CHECKING:
    from datetime import date


def build_day() -> date:
    """The day at the desks; MkDocs' own is that of UTC, which is another one after midnight."""
    return get_build_datetime().astimezone(ROME).date()

"""What the build of the source language hands over to the builds of the other languages.

Reading and checking the pages is done once; each other build gets the catalogue on its standard input.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sportello.catalogue import Catalogue

LANGUAGE = "SPORTELLO_LANGUAGE"
HANDED_OVER = "SPORTELLO_CATALOGUE"


@dataclass(frozen=True)
class Handover:
    """The site as read and checked; see `sportello.pages.voice.Voice`."""

    catalogue: Catalogue
    changed: Mapping[str, date]

    def as_bytes(self) -> bytes:
        """For the standard input of another build on this machine."""
        return pickle.dumps(self, pickle.HIGHEST_PROTOCOL)


def receive() -> Handover | None:
    """What the build that started this one hands over, or None when a person started it."""
    if os.environ.get(HANDED_OVER) != "stdin":
        return None
    received = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
    return received if isinstance(received, Handover) else None

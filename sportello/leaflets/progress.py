"""The line that says how far the printing is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import click

from sportello.pages.words import N_

IN_A_LOG = 10.0
"""Seconds between lines where the output is kept in a file."""


@dataclass
class Progress:
    """Says on standard error how many are printed: on a terminal in one line that changes.

    Attributes:
        gettext: the reader's language.
    """

    gettext: Callable[[str], str]
    _told: float = field(default=0.0, init=False)

    def __call__(self, done: int, total: int) -> None:
        """Tell of a further one."""
        on_terminal = sys.stderr.isatty()
        now = time.monotonic()
        if not on_terminal and 0 < done < total and now - self._told < IN_A_LOG:
            return
        self._told = now
        said = self.gettext(N_("Volantini stampati: %(done)s di %(total)s")) % {"done": done, "total": total}
        click.echo(f"\r{said}" if on_terminal else said, nl=not on_terminal or done == total, err=True)


def silent(_done: int, _total: int) -> None:
    """Say nothing."""

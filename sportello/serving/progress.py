"""A line that says that something long is still going on."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

import click

ON_TERMINAL = 2.0
"""Seconds between updates of the line on a terminal."""
IN_A_LOG = 10.0
"""Seconds between lines where the output is kept in a file."""


@dataclass
class Progress:
    """One thing that goes on, begun now."""

    what: str
    began: float = field(default_factory=time.monotonic)
    told: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        """Say that it begins."""
        click.echo(f"{self.what} …")

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.began

    def tick(self) -> None:
        """Say that it goes on, if that was not said for a while."""
        on_terminal = sys.stdout.isatty()
        if time.monotonic() - self.told < (ON_TERMINAL if on_terminal else IN_A_LOG):
            return
        self.told = time.monotonic()
        # On a terminal whatever is said next overwrites the line.
        click.echo(f"  … {self.seconds:.0f} s", nl=not on_terminal)
        if on_terminal:
            click.echo("\r", nl=False)

    def end(self, result: str) -> None:
        """Say how it ended."""
        click.echo(f"{result} in {self.seconds:.1f} s.")

"""Errors of commands, as a cause and a remedy without a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from forms_app.errors import FormsError
from sportello.errors import SportelloError


@contextmanager
def explained() -> Iterator[None]:
    """End the command with the error's own words, exit status 1."""
    try:
        yield
    except (FormsError, SportelloError) as error:
        raise click.ClickException(str(error)) from error

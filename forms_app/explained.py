"""Errors of commands, as a cause and a remedy without a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from forms_app.errors import FormsError, StorageUnavailableError
from sportello.errors import SportelloError


@contextmanager
def explained(storage: int = 1) -> Iterator[None]:
    """End the command with the error's own words, exit status 1; `storage` when the database is not available."""
    try:
        yield
    except (FormsError, SportelloError) as error:
        if isinstance(error, StorageUnavailableError) and storage != 1:
            click.echo(f"Error: {error}", err=True)
            sys.exit(storage)
        raise click.ClickException(str(error)) from error

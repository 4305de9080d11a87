"""Making a command of a function: its errors are told as cause and remedy, without a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from forms_app.errors import FormsError, StorageUnavailableError
from forms_app.settings import Settings
from sportello.errors import SportelloError


def command(
    name: str, function: Callable[..., None], settings: Settings, params: Sequence[click.Parameter] = ()
) -> click.Command:
    """Make a command that calls `function` with the settings and what was typed."""

    def called(**typed: Any) -> None:  # noqa: ANN401 - as each parameter reads it
        with explained():
            function(settings, **typed)

    return click.Command(name, callback=called, help=function.__doc__, params=list(params))


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

"""Making a command of a function: its errors are told as cause and remedy, without a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from forms_app.errors import FormsError
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
def explained() -> Iterator[None]:
    """End the command with the error's own words, exit status 1."""
    try:
        yield
    except (FormsError, SportelloError) as error:
        raise click.ClickException(str(error)) from error

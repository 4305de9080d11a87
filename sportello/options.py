"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

config_option = click.option(
    "--config",
    "-f",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    help="The site's mkdocs.yml.",
)

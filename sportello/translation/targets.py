"""What the commands about translations share: the languages to translate into, and how they end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click

from sportello.catalogue.problems import Problem
from sportello.catalogue.site import Site
from sportello.errors import SportelloError
from sportello.reader import reader_gettext


def targets(site: Site) -> tuple[str, ...]:
    """The languages that the site is translated into."""
    return site.options.languages[1:]


def target(site: Site, language: str) -> str:
    """One of them.

    Raises:
        SportelloError: it is none.
    """
    if language not in targets(site):
        known = ", ".join(targets(site)) or "-"
        raise SportelloError(f"{language}: not a language of the site. One of: {known}.")
    return language


def leave(site: Site, problems: Iterable[Problem]) -> None:
    """Name the problems, if any, and leave with the status that says so."""
    gettext = reader_gettext(site, os.environ)
    found = list(problems)
    for problem in found:
        click.echo(problem.line_text(gettext), err=True)
    if found:
        sys.exit(1)

"""The `sportello` command: thin over functions of the rooms."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sportello.catalogue import all_routes, load_catalogue, load_site
from sportello.catalogue.confirmations import stale_facts
from sportello.catalogue.problems import Severity
from sportello.checking import check_site
from sportello.errors import CatalogueInvalidError, SportelloError
from sportello.leaflets.command import leaflets
from sportello.options import config_option
from sportello.reader import reader_gettext
from sportello.routes_table import route_rows
from sportello.serving.command import serve
from sportello.stale_table import stale_rows
from sportello.terminal import table
from sportello.translation.commands import translations
from sportello.translation.translator_commands import TRANSLATOR_COMMANDS

if TYPE_CHECKING:
    from sportello.catalogue import Site


@click.group()
@click.version_option(package_name="sportello")
def cli() -> None:
    """Multilingual public-information sites with private request forms."""


@cli.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a problem, for tools.")
@click.option("--strict", is_flag=True, help="Let warnings stop, too.")
@click.option(
    "--stale", is_flag=True, help="Instead, list the facts that nobody has confirmed lately: warnings."
)
def check(config: Path, *, as_json: bool, strict: bool, stale: bool) -> None:
    """Name every mistake in pages and translations; exit status 1 if there is any."""
    site = load_site(config)
    if stale:
        found = stale_facts(load_catalogue(site), date.today())  # noqa: DTZ011 - an editor's calendar day
        _print(stale_rows(site, found, reader_gettext(site, os.environ)), site, as_json=as_json)
        sys.exit(1 if strict and found else 0)
    problems = check_site(site)
    gettext = reader_gettext(site, os.environ)
    for problem in problems:
        row = (
            json.dumps(problem.as_dict(gettext), ensure_ascii=False)
            if as_json
            else problem.line_text(gettext)
        )
        click.echo(row)
    stops = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    stopping = [problem for problem in problems if problem.severity in stops]
    if not as_json:
        click.echo(_verdict(site, len(problems), len(stopping)), err=True)
    sys.exit(1 if stopping else 0)


@cli.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a route, for tools.")
def routes(config: Path, *, as_json: bool) -> None:
    """Print who answers for each topic and municipality, and why."""
    site = load_site(config)
    rows = route_rows(all_routes(load_catalogue(site)), reader_gettext(site, os.environ))
    _print(rows, site, as_json=as_json)


for _command in TRANSLATOR_COMMANDS:
    translations.add_command(_command)
cli.add_command(translations)
cli.add_command(serve)
cli.add_command(leaflets)


def main() -> None:
    """Run the command; an error of the user's is one clear text and a fixed exit status, never a traceback."""
    try:
        cli()
    except CatalogueInvalidError as error:
        site = load_site(Path("mkdocs.yml")) if Path("mkdocs.yml").exists() else None
        gettext = reader_gettext(site, os.environ)
        click.echo("\n".join(problem.line_text(gettext) for problem in error.problems), err=True)
        sys.exit(error.exit_code)
    except SportelloError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)


def _print(rows: list[dict[str, str]], site: Site, *, as_json: bool) -> None:
    gettext = reader_gettext(site, os.environ)
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif rows:
        click.echo(table([list(row.values()) for row in rows], [gettext(name) for name in rows[0]]))


def _verdict(site: Site, problems: int, stopping: int) -> str:
    gettext = reader_gettext(site, os.environ)
    if not problems:
        return gettext("Nessun problema.")
    said = gettext("Problemi: %(problems)s, di cui %(stopping)s fermano il sito.")
    return said % {"problems": problems, "stopping": stopping}

"""The commands about facts: `flask facts ask`, once a day or a week."""

from __future__ import annotations

import datetime as dt

import click
from flask.cli import AppGroup

from forms_app.database import open_engine
from forms_app.errors import EditorsUnknownError
from forms_app.explained import command
from forms_app.facts.asking import ask_owners, with_answers
from forms_app.requests.counting import ROME
from forms_app.services import read_catalogue
from forms_app.settings import Settings


def facts_group(settings: Settings) -> AppGroup:
    """Make the group of commands."""
    group = AppGroup(
        "facts", help="Ask the owners of phones, hours and addresses whether they are still right."
    )
    group.add_command(command("ask", _ask, settings))
    return group


def _ask(settings: Settings) -> None:
    """Order a mail to each organization whose facts are to be confirmed; the worker sends it."""
    if settings.editors is None:
        raise EditorsUnknownError
    catalogue, now = read_catalogue(settings), dt.datetime.now(dt.UTC)
    if catalogue.site.confirmations.resolve() != settings.confirmations.resolve():
        click.echo(
            f"answers are written to {settings.confirmations}, but the site is built from "
            f"{catalogue.site.confirmations}: set `confirmations` in mkdocs.yml, or copy the file before each build",
            err=True,
        )
    outcome = ask_owners(
        open_engine(settings.database_url),
        with_answers(catalogue, settings.confirmations),
        settings.sender_domain,
        now,
        now.astimezone(ROME).date(),
    )
    click.echo(f"{len(outcome.asked)} asked")
    for slug in outcome.silent:
        click.echo(f"{slug}: asked several times without a word; ring them")
    for slug in outcome.unreachable:
        click.echo(f"{slug}: the catalogue has no address of theirs; ask them in another way")

"""`flask clarity`: how clear readers find the pages, and what they wrote about them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable

import click

from forms_app.clarity.summary import Line, Span, Words, read_words, summarise, write_csv
from forms_app.clarity.words import WORDS
from forms_app.database import open_engine
from forms_app.explained import command
from forms_app.privacy.keys import load_private_key
from forms_app.services import ROME
from forms_app.settings import Settings
from sportello.catalogue import load_site
from sportello.reader import reader_gettext

_DAY = click.DateTime(["%Y-%m-%d"])
_SPAN = 365
"""Days."""


def clarity_command(settings: Settings) -> click.Command:
    """Make the command."""
    first = click.Option(["--from", "first"], type=_DAY, help="The first day; by default a year ago.")
    last = click.Option(["--to", "last"], type=_DAY, help="The last day; by default today.")
    as_csv = click.Option(["--csv", "as_csv"], is_flag=True, help="As CSV, with every answer.")
    words = click.Option(
        ["--words"], is_flag=True, help="What readers wrote; needs the worker's private key."
    )
    page = click.Option(["--page"], help="What readers wrote about one page only: servizi/microcredito.md")
    return command("clarity", _clarity, settings, [as_csv, words, page, first, last])


def _clarity(  # noqa: PLR0913 - one argument an option
    settings: Settings,
    *,
    as_csv: bool,
    words: bool,
    page: str | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
) -> None:
    """Print how clear readers find the pages, the least clear first."""
    engine, span = open_engine(settings.database_url), _span(first, last)
    if words or page:
        for one in read_words(engine, load_private_key(settings.keys.private), span, page):
            click.echo(_told(one))
    elif as_csv:
        click.echo(write_csv(summarise(engine, span)), nl=False)
    else:
        _print_table(summarise(engine, span), reader_gettext(load_site(settings.mkdocs_yml), os.environ))


def _span(first: dt.datetime | None, last: dt.datetime | None) -> Span:
    end = last.date() if last else dt.datetime.now(ROME).date()
    return Span(first.date() if first else end - dt.timedelta(days=_SPAN), end)


def _print_table(lines: list[Line], gettext: Callable[[str], str]) -> None:
    if not lines:
        click.echo("no page was rated")
        return
    width = max(len(line.page) for line in lines)
    click.echo(f"{'page':{width}}  {'lang':7}  {'number':>6}  {'mean':>4}  {'words':>5}  most chosen")
    for line in lines:
        click.echo(_line(line, width, gettext))


def _line(line: Line, width: int, gettext: Callable[[str], str]) -> str:
    mean = "-" if line.mean is None else f"{line.mean:.1f}"
    chosen = "-"
    if line.most_chosen:
        reason, number = line.most_chosen
        chosen = f"{gettext(WORDS[reason])} ({number})"
    robots = f"; set aside as a robot's: {line.suspect}" if line.suspect else ""
    return f"{line.page:{width}}  {line.language:7}  {line.number:6}  {mean:>4}  {line.words:5}  {chosen}{robots}"


def _told(words: Words) -> str:
    # Indented, so that no line of a reader's can be taken for one of ours.
    text = words.text.reveal().replace("\n", "\n    ")
    return f"{words.day}  {words.page}  {words.language}  {words.stars}/5\n    {text}"

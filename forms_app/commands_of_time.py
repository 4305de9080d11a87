"""The commands about what becomes of requests: `flask requests …` and `flask statistics`."""

from __future__ import annotations

import datetime as dt
import sys

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from forms_app.database import open_engine, truncate_log
from forms_app.errors import LogKeptError
from forms_app.explained import command
from forms_app.journal import Entry, Journal
from forms_app.mail.local import LocalMailbox
from forms_app.outbox.quarantine import quarantined, release
from forms_app.requests.codes import short_code
from forms_app.requests.counting import ROME, counts, shown, write_csv
from forms_app.requests.destroying import destroy_by_decision, find_request
from forms_app.requests.held import Held
from forms_app.requests.reasons import Reason
from forms_app.requests.retention import DailyExpiry, Periods, expire, unsettled
from forms_app.settings import Settings
from sportello.catalogue import Catalogue, load_catalogue, load_site

_DAY = click.DateTime(["%Y-%m-%d"])
_CODE = click.Argument(["code"])


def add_time_commands(cli: click.Group, settings: Settings) -> None:
    """Add the commands."""
    reason = click.Option(["--reason"], type=click.Choice([*map(str, Reason)]), required=True)
    first = click.Option(["--from", "first"], type=_DAY, help="The first day; by default 30 days ago.")
    last = click.Option(["--to", "last"], type=_DAY, help="The last day; by default today.")
    requests = AppGroup("requests", help="Destroy what was answered, and decide about what was not.")
    requests.add_command(command("expire", _expire, settings))
    requests.add_command(command("unsettled", _unsettled, settings))
    requests.add_command(command("destroy", _destroy, settings, [_CODE, reason]))
    quarantine = AppGroup("quarantine", help="Look at what a robot may have sent.")
    quarantine.add_command(command("list", _list_quarantined, settings))
    quarantine.add_command(command("release", _release, settings, [_CODE]))
    requests.add_command(quarantine)
    cli.add_command(requests)
    cli.add_command(command("statistics", _statistics, settings, [first, last]))


def daily_expiry(settings: Settings, engine: sa.Engine, catalogue: Catalogue) -> DailyExpiry:
    """Make the worker's daily job."""
    return DailyExpiry(
        engine, LocalMailbox(settings.mailbox_dir), periods_of(catalogue), _now, _journal(settings)
    )


def periods_of(catalogue: Catalogue) -> Periods:
    """Return how long each organization keeps what is settled."""
    return {
        slug: dt.timedelta(days=organization.retention_days)
        for slug, organization in catalogue.organizations.items()
    }


def _expire(settings: Settings) -> None:
    """Destroy the requests whose time has come; exit status 1 when deleted text could not be wiped yet."""
    engine, now, periods = open_engine(settings.database_url), _now(), _periods(settings)
    outcome = expire(engine, LocalMailbox(settings.mailbox_dir), periods, now, _journal(settings))
    kept = len(unsettled(engine, periods, now))
    click.echo(f"{outcome.destroyed} destroyed, {kept} kept: old, but nobody has taken them in charge")
    if not outcome.complete:
        raise LogKeptError


def _unsettled(settings: Settings) -> None:
    """List the requests past their time that nobody has taken in charge; exit status 1 when there are any."""
    now = _now()
    found = unsettled(open_engine(settings.database_url), _periods(settings), now)
    for row in found:
        click.echo(_line(row, now))
    sys.exit(1 if found else 0)


def _destroy(settings: Settings, code: str, reason: str) -> None:
    """Destroy one request before its time, and record that it was decided."""
    engine = open_engine(settings.database_url)
    spool, found = LocalMailbox(settings.mailbox_dir), find_request(engine, code)
    now = _now()
    destroy_by_decision(engine, spool, found, Reason(reason), now)
    _journal(settings).write(Entry.DESTROYED, [found], now)
    click.echo(f"{short_code(found)} destroyed, reason recorded: {reason}")
    if not truncate_log(engine):
        raise LogKeptError


def _list_quarantined(settings: Settings) -> None:
    """List what waits for a person because a robot may have sent it."""
    now = _now()
    for row in quarantined(open_engine(settings.database_url)):
        click.echo(_line(row, now))


def _release(settings: Settings, code: str) -> None:
    """Let a request go to its organization after all."""
    engine = open_engine(settings.database_url)
    found = find_request(engine, code)
    release(engine, found, _now())
    click.echo(f"{short_code(found)} will be delivered")


def _statistics(settings: Settings, first: dt.datetime | None, last: dt.datetime | None) -> None:
    """Print as CSV how many requests came a day, by route, state and language; groups under five are not shown."""
    end = last.date() if last else _now().astimezone(ROME).date()
    start = first.date() if first else end - dt.timedelta(days=30)
    click.echo(write_csv(shown(counts(open_engine(settings.database_url), start, end))), nl=False)


def _line(row: Held, now: dt.datetime) -> str:
    days = (now - row.received_at).days
    return f"{short_code(row.id)}  {row.id}  {row.state:15} {row.delivery or '-':11} {days:4} d  {row.organization}"


def _journal(settings: Settings) -> Journal:
    return Journal(settings.journal_dir)


def _periods(settings: Settings) -> Periods:
    return periods_of(load_catalogue(load_site(settings.mkdocs_yml)))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

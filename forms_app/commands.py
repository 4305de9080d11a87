"""The administrator's commands: `flask --app forms_app init | worker | deliveries … | keys …`."""

from __future__ import annotations

import datetime as dt
import sys
import threading
from collections.abc import Iterable

import click
from flask import Flask
from flask.cli import AppGroup

from forms_app.commands_of_time import add_time_commands, daily_expiry
from forms_app.database import open_engine
from forms_app.explained import command
from forms_app.health import Stuck, expiry_overdue, stuck
from forms_app.key_commands import key_commands, named_keys
from forms_app.log_lines import set_up_logging
from forms_app.outbox.delivery import Deliverer
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.key_watch import KeyWatch
from forms_app.outbox.notices import retry_notices
from forms_app.outbox.store import retry_failed
from forms_app.outbox.worker import run, stop_on_signals, worker_name
from forms_app.postmen import make_postman
from forms_app.privacy.keys import load_private_key
from forms_app.provision import provision
from forms_app.requests.context import CatalogueDirectory, Directory
from forms_app.settings import Settings
from sportello.catalogue import load_catalogue, load_site


def register_commands(app: Flask, settings: Settings) -> None:
    """Give the application its commands. They need no key and no table before they are run."""
    deliveries = AppGroup("deliveries", help="Look at deliveries, and mend them.")
    deliveries.add_command(command("check", _check_deliveries, settings))
    deliveries.add_command(command("retry", _retry_deliveries, settings))
    app.cli.add_command(deliveries)
    app.cli.add_command(key_commands(settings))
    app.cli.add_command(command("init", _init, settings))
    app.cli.add_command(command("worker", _worker, settings))
    add_time_commands(app.cli, settings)


def make_deliverer(settings: Settings, directory: Directory) -> Deliverer:
    """Put together what delivers with these settings. Raises KeyUnusableError and SettingsInvalidError."""
    return Deliverer(
        engine=open_engine(settings.database_url),
        private_key=load_private_key(settings.keys.private),
        directory=directory,
        postman=make_postman(settings),
        sender=(settings.sender_name, settings.sender),
    )


def _init(settings: Settings) -> None:
    """Make missing keys, and make or upgrade the tables."""
    for path in provision(settings):
        click.echo(f"made {path}")
    click.echo("keys and tables are ready")


def _worker(settings: Settings) -> None:
    """Deliver requests until stopped (SIGTERM or Ctrl-C)."""
    set_up_logging()
    stop = threading.Event()
    stop_on_signals(stop)
    catalogue = load_catalogue(load_site(settings.mkdocs_yml))
    directory = CatalogueDirectory(catalogue)
    deliverer = make_deliverer(settings, directory)
    click.echo(f"delivering to {'the local mailbox' if settings.smtp is None else settings.smtp.host}")
    heartbeat = Heartbeat(deliverer.engine, worker_name())
    watch = KeyWatch(deliverer.engine, directory.keyed())
    expiry = daily_expiry(settings, deliverer.engine, catalogue)
    run(deliverer, heartbeat, stop, (lambda: watch.look(deliverer.clock()), expiry))


def _check_deliveries(settings: Settings) -> None:
    """List the deliveries and keys that need a person; exit status 1 when there are any, or deletion is late."""
    engine, now = open_engine(settings.database_url), dt.datetime.now(dt.UTC)
    found, overdue = stuck(engine, now), expiry_overdue(engine, now)
    bad_keys = [key for key in named_keys(settings) if key.faults]
    if overdue:
        click.echo(
            f"what was answered is not destroyed: the daily job has not run since {overdue:%Y-%m-%d %H:%M}"
        )
        click.echo("start the worker, or run `flask --app forms_app requests expire`")
    for key in bad_keys:
        click.echo(f"key of {key.addressee.organization}: {', '.join(key.faults)}; see `keys check`")
    if found:
        _list(found)
    elif not bad_keys:
        click.echo("nothing is stuck")
    sys.exit(1 if found or bad_keys or overdue else 0)


def _list(found: Iterable[Stuck]) -> None:
    click.echo(f"{'request':36}  {'state':8} {'tries':>5}  {'last error':14} {'age':>10}  organization")
    for delivery in found:
        click.echo(_line(delivery))


def _retry_deliveries(settings: Settings) -> None:
    """Put the deliveries that were given up back in the queue."""
    engine, now = open_engine(settings.database_url), dt.datetime.now(dt.UTC)
    count = retry_failed(engine, now) + retry_notices(engine, now)
    click.echo(f"{count} put back in the queue")


def _line(delivery: Stuck) -> str:
    hours = f"{delivery.age.total_seconds() / 3600:.1f} h"
    error = delivery.last_error or "-"
    return (
        f"{delivery.request_id:36}  {delivery.state:8} {delivery.attempts:5}  {error:14} {hours:>10}  "
        f"{delivery.organization}"
    )

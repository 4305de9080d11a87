"""The administrator's commands: `flask --app forms_app init | worker | deliveries … | keys …`."""

from __future__ import annotations

import threading

import click
from flask import Flask

from forms_app.clarity.store import DailyForgetting
from forms_app.clarity_commands import clarity_command
from forms_app.commands_of_time import add_time_commands, daily_expiry
from forms_app.delivery_commands import deliveries_group
from forms_app.explained import command
from forms_app.facts_commands import facts_group
from forms_app.journal import Journal
from forms_app.key_commands import key_commands
from forms_app.log_lines import set_up_logging
from forms_app.mail.local import LocalMailbox
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.key_watch import KeyWatch
from forms_app.outbox.worker import run, stop_on_signals, worker_name
from forms_app.provision import provision
from forms_app.requests.context import CatalogueDirectory
from forms_app.requests.restoring import PuttingRight
from forms_app.services import read_catalogue
from forms_app.settings import Settings
from forms_app.workshop import make_chores, make_deliverer


def register_commands(app: Flask, settings: Settings) -> None:
    """Give the application its commands. They need no key and no table before they are run."""
    app.cli.add_command(deliveries_group(settings))
    app.cli.add_command(facts_group(settings))
    app.cli.add_command(key_commands(settings))
    app.cli.add_command(clarity_command(settings))
    app.cli.add_command(command("init", _init, settings))
    app.cli.add_command(command("worker", _worker, settings))
    add_time_commands(app.cli, settings)


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
    catalogue = read_catalogue(settings)
    directory = CatalogueDirectory(catalogue)
    deliverer = make_deliverer(settings, directory)
    click.echo(f"delivering to {'the local mailbox' if settings.smtp is None else settings.smtp.host}")
    restored = PuttingRight(
        deliverer.engine, Journal(settings.journal_dir), LocalMailbox(settings.mailbox_dir), deliverer.clock
    )
    chores = make_chores(settings, directory, deliverer.postman)
    watch = KeyWatch(deliverer.engine, directory.keyed())
    expiry = daily_expiry(settings, deliverer.engine, catalogue)
    forgetting = DailyForgetting(deliverer.engine, deliverer.clock)
    looking = (lambda: watch.look(deliverer.clock()), lambda: chores.do(deliverer.clock()))
    doing = (restored, *looking, expiry, forgetting)
    run(deliverer, Heartbeat(deliverer.engine, worker_name()), stop, doing)

"""`flask deliveries`: check | retry | sweep | ingest | test."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from forms_app.database import open_engine, reading
from forms_app.explained import command, explained
from forms_app.health import Stuck, expiry_overdue, stuck
from forms_app.key_commands import named_keys
from forms_app.ledger.ingest import Taken
from forms_app.ledger.state import Unanswered, failing_mailboxes, unanswered
from forms_app.mail.notices import LARGEST
from forms_app.outbox.notices import retry_notices
from forms_app.outbox.store import retry_failed
from forms_app.postmen import make_postman
from forms_app.requests.partner_key import PartnerKey
from forms_app.settings import Settings
from forms_app.workshop import make_ingester, make_sweeper, make_tester, read_directory

TRY_AGAIN, REFUSED = 75, 65
"""EX_TEMPFAIL and EX_DATAERR of sysexits.h: a mail server that pipes a mail in knows what they mean."""


def deliveries_group(settings: Settings) -> AppGroup:
    """Make the group of commands."""
    group = AppGroup("deliveries", help="Look at deliveries, and mend them.")
    group.add_command(command("check", _check, settings))
    group.add_command(command("retry", _retry, settings))
    group.add_command(command("sweep", _sweep, settings))
    group.add_command(_ingest_command(settings))
    group.add_command(_test_command(settings))
    return group


def _check(settings: Settings) -> None:
    """List the deliveries and keys that need a person; exit status 1 when there are any, or deletion is late."""
    engine, now = open_engine(settings.database_url), dt.datetime.now(dt.UTC)
    found, waiting = stuck(engine, now), unanswered(engine, now)
    with reading(engine) as connection:
        dead = failing_mailboxes(connection)
    bad_keys = [key for key in named_keys(settings) if key.faults]
    overdue = expiry_overdue(engine, now)
    if overdue:
        click.echo(
            f"what was answered is not destroyed: the daily job has not run since {overdue:%Y-%m-%d %H:%M}"
        )
        click.echo("start the worker, or run `flask --app forms_app requests expire`")
    if not (found or waiting or dead or bad_keys):
        click.echo("nothing is stuck")
        sys.exit(1 if overdue else 0)
    if found:
        click.echo(f"{'request':36}  {'state':8} {'tries':>5}  {'last error':14} {'age':>10}  organization")
    for line in (
        *map(_stuck_line, found),
        *map(_unanswered_line, waiting),
        *map(_dead_line, dead),
        *map(_key_line, bad_keys),
    ):
        click.echo(line)
    sys.exit(1)


def _retry(settings: Settings) -> None:
    """Put the deliveries that were given up back in the queue."""
    engine, now = open_engine(settings.database_url), dt.datetime.now(dt.UTC)
    count = retry_failed(engine, now) + retry_notices(engine, now)
    click.echo(f"{count} put back in the queue")


def _sweep(settings: Settings) -> None:
    """Find the requests that have not moved, and order reminders and escalations; the worker sends them."""
    swept = make_sweeper(settings, read_directory(settings)).sweep(dt.datetime.now(dt.UTC))
    click.echo(f"{swept.reminders} reminders and {swept.escalations} escalations ordered")


def _ingest_command(settings: Settings) -> click.Command:
    def ingest(maildir: Path | None, message: str | None) -> None:
        """Take in delivery notices, from standard input (-) or from a Maildir.

        For a mail server's pipe: exit status 75 when it should try again, 65 when the mail was refused.
        """
        if (maildir is None) == (message is None):
            raise click.UsageError("Give either --maildir DIR or -.")
        with explained(storage=TRY_AGAIN):
            _ingest(settings, maildir)

    options: list[click.Parameter] = [
        click.Option(["--maildir"], type=click.Path(exists=True, file_okay=False, path_type=Path)),
        click.Argument(["message"], required=False, type=click.Choice(["-"])),
    ]
    return click.Command("ingest", callback=ingest, params=options, help=ingest.__doc__)


def _ingest(settings: Settings, maildir: Path | None) -> None:
    ingester, now = make_ingester(settings, read_directory(settings)), dt.datetime.now(dt.UTC)
    if maildir is not None:
        counts = ingester.take_in_maildir(maildir, now)
        click.echo(", ".join(f"{count} {taken}" for taken, count in counts.items()))
        return
    taken = ingester.take_in(sys.stdin.buffer.read(LARGEST + 1), now)
    click.echo(taken)
    if taken is Taken.REFUSED:
        sys.exit(REFUSED)


def _test_command(settings: Settings) -> click.Command:
    def test(organization: str | None) -> None:
        """Send a test message to a partner, or to all of them; exit status 1 when one was not taken."""
        with explained():
            _test(settings, organization)

    organization = click.Argument(["organization"], required=False)
    return click.Command("test", callback=test, params=[organization], help=test.__doc__)


def _test(settings: Settings, organization: str | None) -> None:
    directory, postman = read_directory(settings), make_postman(settings)
    recipients = directory.recipients()
    if organization is not None and organization not in recipients:
        raise click.BadParameter(f"{organization} receives no requests. One of: {', '.join(recipients)}")
    tester, failed = make_tester(settings, directory, postman), False
    for slug in [organization] if organization else recipients:
        error = tester.test(slug, dt.datetime.now(dt.UTC))
        click.echo(f"{slug}: {error or 'handed over; a notice will say whether it arrived'}")
        failed = failed or error is not None
    postman.rest()
    if failed:
        sys.exit(1)


def _stuck_line(delivery: Stuck) -> str:
    error = delivery.last_error or "-"
    return (
        f"{delivery.request_id:36}  {delivery.state:8} {delivery.attempts:5}  {error:14} {_hours(delivery.age):>10}  "
        f"{delivery.organization}"
    )


def _unanswered_line(request: Unanswered) -> str:
    return f"{request.code}: nobody took it in charge for {_hours(request.age)}, {request.organization}"


def _dead_line(organization: str) -> str:
    return f"{organization}: the last test message did not arrive"


def _key_line(key: PartnerKey) -> str:
    return f"key of {key.addressee.organization}: {', '.join(key.faults)}; see `keys check`"


def _hours(age: dt.timedelta) -> str:
    return f"{age.total_seconds() / 3600:.1f} h"

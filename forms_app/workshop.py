"""Putting together what works behind the pages: deliverer, chores, and what they look things up in."""

from __future__ import annotations

from forms_app.database import open_engine
from forms_app.journal import Journal
from forms_app.ledger.alarms import webhook
from forms_app.ledger.chores import Chores
from forms_app.ledger.ingest import Ingester
from forms_app.ledger.mailboxes import MailboxTester
from forms_app.ledger.sweep import Sweeper
from forms_app.mail.postman import Postman
from forms_app.outbox.composing import Composer
from forms_app.outbox.delivery import Deliverer
from forms_app.partner_links import make_linker
from forms_app.postmen import make_postman
from forms_app.privacy.keys import load_private_key, load_secret
from forms_app.requests.context import CatalogueDirectory, Directory
from forms_app.settings import Settings
from sportello.catalogue import load_catalogue, load_site


def read_directory(settings: Settings) -> Directory:
    """Read whom mails go to. Raises CatalogueInvalidError and SiteUnreadableError."""
    return CatalogueDirectory(load_catalogue(load_site(settings.mkdocs_yml)))


def make_deliverer(settings: Settings, directory: Directory) -> Deliverer:
    """Put together what delivers with these settings. Raises KeyUnusableError and SettingsInvalidError."""
    return Deliverer(
        engine=open_engine(settings.database_url),
        composer=Composer(
            private_key=load_private_key(settings.keys.private),
            directory=directory,
            sender=_sender(settings),
            linker=make_linker(settings, directory.site_url, load_secret(settings.keys.secret)),
            editors=settings.editors,
        ),
        postman=make_postman(settings),
        journal=Journal(settings.journal_dir),
    )


def make_chores(settings: Settings, directory: Directory, postman: Postman) -> Chores:
    """Put together a worker's chores."""
    return Chores(
        sweeper=make_sweeper(settings, directory),
        tester=make_tester(settings, directory, postman),
        tell=webhook(settings.alarm_webhook) if settings.alarm_webhook else None,
        weekly_test=settings.weekly_test,
    )


def make_sweeper(settings: Settings, directory: Directory) -> Sweeper:
    """Put together what looks for requests that have not moved."""
    return Sweeper(open_engine(settings.database_url), directory, settings.sender_domain)


def make_tester(settings: Settings, directory: Directory, postman: Postman) -> MailboxTester:
    """Put together what tries mailboxes."""
    return MailboxTester(open_engine(settings.database_url), directory, postman, _sender(settings))


def make_ingester(settings: Settings, directory: Directory) -> Ingester:
    """Put together what takes notices in."""
    return Ingester(open_engine(settings.database_url), directory)


def _sender(settings: Settings) -> tuple[str, str]:
    return settings.sender_name, settings.sender

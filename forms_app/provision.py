"""Making what a fresh installation lacks: key files and tables."""

from __future__ import annotations

from pathlib import Path

from forms_app.database import open_engine, upgrade
from forms_app.privacy.keys import create_missing, load_public_key, load_secret
from forms_app.requests.accept import AcceptanceKeys
from forms_app.settings import Settings


def provision(settings: Settings) -> tuple[Path, ...]:
    """Make the missing keys, bring the database to this version, and return the files that were made.

    Safe to repeat, and from two processes at once. Raises KeyUnusableError and StorageUnavailableError.
    """
    settings.var_dir.mkdir(parents=True, exist_ok=True, mode=0o750)
    created = create_missing(settings.keys)
    engine = open_engine(settings.database_url)
    upgrade(engine)
    engine.dispose()
    return created


def load_acceptance_keys(settings: Settings) -> AcceptanceKeys:
    """Read what the web process needs to accept requests. Raises KeyUnusableError."""
    files = settings.keys
    return AcceptanceKeys(load_public_key(files.public), load_secret(files.receipt), settings.sender_domain)

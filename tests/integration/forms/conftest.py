"""An application over the small site, with a database file of its own, on a Monday in November 2026."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from forms_app import make_app
from forms_app.database import open_engine
from forms_app.provision import provision
from forms_app.services import Services, load_web_keys, make_services, read_catalogue
from forms_app.settings import Settings, load_settings
from tests.integration.forms.browser import Browser, Stored
from tests.integration.forms.site import write_site

MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of one's own machine, with keys and tables made."""
    settings = load_settings(
        {
            "SPORTELLO_ENVIRONMENT": "development",
            "SPORTELLO_VAR": str(tmp_path / "var"),
            "SPORTELLO_SITE": str(tmp_path / "site"),
            "SPORTELLO_MKDOCS": str(write_site(tmp_path)),
        }
    )
    provision(settings)
    return settings


@pytest.fixture
def services(settings: Settings) -> Iterator[Services]:
    """The real services, except that the clock stands still and nobody waits for a lock."""
    engine = open_engine(settings.database_url, busy_timeout=dt.timedelta(0))
    made = make_services(settings, read_catalogue(settings), load_web_keys(settings))
    made.engine.dispose()
    yield replace(made, engine=engine, now=lambda: MONDAY)
    engine.dispose()


@pytest.fixture
def app(services: Services) -> Flask:
    return make_app(services)


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def stored(services: Services) -> Stored:
    return Stored(services)

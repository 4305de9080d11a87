"""The site in the pseudo-language, and the forms over it, on a Monday in November 2026."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from flask import Flask

from forms_app import make_app
from forms_app.database import open_engine
from forms_app.provision import provision
from forms_app.services import Services, load_web_keys, make_services
from forms_app.settings import load_settings
from tests.integration.forms.browser import Browser
from tests.integration.storage import Clock
from tests.pseudo.site import PseudoSite, pseudo_site

MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
_NETWORKS = count(1)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> PseudoSite:
    return pseudo_site(tmp_path_factory)


@pytest.fixture(scope="module")
def services(site: PseudoSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The real services; nobody waits for a lock, and two requests from one address are many."""
    environment = {
        "SPORTELLO_ENVIRONMENT": "development",
        "SPORTELLO_VAR": str(tmp_path_factory.mktemp("var")),
        "SPORTELLO_SITE": str(site.built),
        "SPORTELLO_MKDOCS": str(site.config),
    }
    settings = replace(load_settings(environment), sendings_an_hour=2)
    provision(settings)
    engine = open_engine(settings.database_url, busy_timeout=dt.timedelta(0))
    made = make_services(settings, site.catalogue, load_web_keys(settings))
    made.engine.dispose()
    yield replace(made, engine=engine, now=Clock(MONDAY))
    engine.dispose()


@pytest.fixture(scope="module")
def app(services: Services) -> Flask:
    return make_app(services)


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser at an address from which nothing came before."""
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = f"2001:db8:{next(_NETWORKS):x}::1"
    return browser

"""The Flask application that receives what citizens send."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from urllib.parse import urlsplit

from flask import Flask

from forms_app.commands import register_commands
from forms_app.errors import FormsError, KeyUnusableError, StorageUnavailableError
from forms_app.facts.owners import owners_of
from forms_app.languages import set_up_languages
from forms_app.log_lines import set_up_logging
from forms_app.mail.local import CITIZENS, EDITORS
from forms_app.outbox.key_watch import tell
from forms_app.protection import FormsApplication, protect
from forms_app.provision import provision
from forms_app.requests.context import CatalogueDirectory
from forms_app.requests.guessing import Tries
from forms_app.requests.partner_key import partner_keys
from forms_app.routes.assets import assets_blueprint
from forms_app.routes.clarity import clarity_blueprint
from forms_app.routes.entry import entry_blueprint
from forms_app.routes.facts import facts_blueprint
from forms_app.routes.health import health_blueprint
from forms_app.routes.leaving import leaving_blueprint
from forms_app.routes.mailbox import mailbox_blueprint
from forms_app.routes.pages import set_up_pages
from forms_app.routes.partner import partner_blueprint
from forms_app.routes.problems import set_up_problems
from forms_app.routes.receipt import receipt_blueprint
from forms_app.routes.request_forms import request_forms_blueprint
from forms_app.routes.site import site_blueprint
from forms_app.routes.status import status_blueprint
from forms_app.services import Services, load_web_keys, make_services, read_catalogue
from forms_app.settings import Settings, load_settings
from forms_app.shell import make_loader
from sportello.errors import SportelloError


def create_app() -> Flask:
    """Make the application from the environment.

    What is wrong with settings, content or keys is printed, every problem of it, and the process ends with the
    exit status of its kind: nothing is served that would answer wrongly.
    """
    set_up_logging()
    try:
        return _create_app(load_settings(os.environ))
    except SportelloError as error:
        print(error, file=sys.stderr)  # noqa: T201 - for the administrator, before there is a log
        raise SystemExit(error.exit_code) from error
    except FormsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the same
        raise SystemExit(1) from error


def make_app(services: Services) -> Flask:
    """Make the application with all its pages."""
    settings, source = services.settings, services.languages[0]
    app = FormsApplication("forms_app", static_folder=None)
    app.jinja_loader = make_loader(settings.site_dir, source)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "auto_reload": True}
    hosts = settings.hosts or (urlsplit(services.catalogue.site.url).hostname or "",)
    csrf = protect(app, services.keys.secret, hosts, https=not settings.development)
    set_up_languages(app, services.translators)
    set_up_pages(app, services)
    set_up_problems(app, services)
    app.register_blueprint(assets_blueprint())
    app.register_blueprint(health_blueprint(services.engine, CatalogueDirectory(services.catalogue).keyed()))
    app.register_blueprint(entry_blueprint(services))
    app.register_blueprint(receipt_blueprint(services))
    for by_link in (partner_blueprint(services), facts_blueprint(services)):
        # Who holds the link may act, and mail programs keep no cookies: there is no session to abuse.
        csrf.exempt(by_link)
        app.register_blueprint(by_link)
    for codes_or_nothing in (status_blueprint(services, Tries()), leaving_blueprint(services)):
        # The receipt's code is a secret of its own, and leaving must work with every session or none.
        csrf.exempt(codes_or_nothing)
        app.register_blueprint(codes_or_nothing)
    ratings = clarity_blueprint(services)
    # No cookie, so no token: what others' pages send is known by what the browser says of it.
    csrf.exempt(ratings)
    app.register_blueprint(ratings)
    requests = request_forms_blueprint(services)
    # Its forms check the token themselves, so that a stale one loses no answer.
    csrf.exempt(requests)
    app.register_blueprint(requests)
    if settings.development:
        app.register_blueprint(site_blueprint(services))
        if settings.smtp is None:
            app.register_blueprint(mailbox_blueprint(settings.mailbox_dir, _mailboxes(services)))
    register_commands(app, settings)
    return app


def _mailboxes(services: Services) -> dict[str, str]:
    owners = {owner.organization: owner.name for owner in owners_of(services.catalogue, services.today())}
    partners = CatalogueDirectory(services.catalogue).recipients()
    return {**owners, **partners, CITIZENS: "Cittadini", EDITORS: "Redazione"}


def _create_app(settings: Settings) -> Flask:
    if settings.development:
        provision(settings)
    catalogue = read_catalogue(settings)
    try:
        keys = load_web_keys(settings)
    except KeyUnusableError:
        if not _runs_a_command():
            raise
        # Without keys there are no pages, but `flask init` makes them.
        app = Flask("forms_app", static_folder=None)
        register_commands(app, settings)
        return app
    services = make_services(settings, catalogue, keys)
    if not _runs_a_command():
        _tell_bad_keys(services)
    return make_app(services)


def _tell_bad_keys(services: Services) -> None:
    with suppress(StorageUnavailableError):  # the pages say so themselves
        keyed = CatalogueDirectory(services.catalogue).keyed()
        tell(partner_keys(services.engine, keyed, services.now()))


def _runs_a_command() -> bool:
    return os.environ.get("FLASK_RUN_FROM_CLI") == "true"

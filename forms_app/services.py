"""What the pages need, made once when the application starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from forms_app.database import open_engine
from forms_app.journal import Journal
from forms_app.mail.partner_mails import PartnerMails
from forms_app.partner_links import make_linker
from forms_app.privacy.keys import load_secret
from forms_app.provision import load_acceptance_keys
from forms_app.requests.accept import AcceptanceKeys
from forms_app.requests.context import CatalogueDirectory
from forms_app.settings import Settings
from sportello.catalogue import Catalogue, load_catalogue, load_site
from sportello.translation import Translator, load_translator

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True)
class WebKeys:
    """The keys of the web process."""

    acceptance: AcceptanceKeys
    secret: bytes = field(repr=False)
    """Signs sessions, form tokens and the identity of a sending."""


@dataclass(frozen=True)
class Services:
    """Everything behind the pages."""

    settings: Settings
    catalogue: Catalogue
    translators: Mapping[str, Translator]
    """One a language, in the site's order; the first is the language of the content."""
    engine: sa.Engine
    keys: WebKeys
    now: Callable[[], dt.datetime]
    """The moment, aware."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the site, the one of the content first."""
        return tuple(self.translators)

    @property
    def journal(self) -> Journal:
        """What restoring a backup must not undo."""
        return Journal(self.settings.journal_dir)

    def today(self) -> dt.date:
        """The day at the desks."""
        return self.now().astimezone(ROME).date()


def read_catalogue(settings: Settings) -> Catalogue:
    """Read and check the site's content. Raises CatalogueInvalidError and SiteUnreadableError."""
    return load_catalogue(load_site(settings.mkdocs_yml))


def load_web_keys(settings: Settings) -> WebKeys:
    """Read the keys of the web process. Raises KeyUnusableError."""
    return WebKeys(load_acceptance_keys(settings), load_secret(settings.keys.secret))


def make_services(settings: Settings, catalogue: Catalogue, keys: WebKeys) -> Services:
    """Put together what the pages need."""
    site = catalogue.site
    translators = {
        language: load_translator(site.translations, language, site.source_language)
        for language in site.options.languages
    }
    directory, sender = CatalogueDirectory(catalogue), (settings.sender_name, settings.sender)
    partners = PartnerMails(directory, sender, make_linker(settings, directory.site_url, keys.secret))
    acceptance = replace(keys.acceptance, partners=partners)
    engine = open_engine(settings.database_url)
    return Services(settings, catalogue, translators, engine, replace(keys, acceptance=acceptance), _now)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

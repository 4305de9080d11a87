"""Reading the site at the start of a build: once, and only a correct one gets further."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from mkdocs.exceptions import Abort

from sportello.catalogue import examine
from sportello.catalogue.choices import with_choices
from sportello.catalogue.problems import Severity
from sportello.catalogue.site import make_site
from sportello.catalogue.texts import record_texts
from sportello.errors import SiteUnreadableError
from sportello.mkdocs_plugin.handover import LANGUAGE, Handover
from sportello.mkdocs_plugin.leaflets import formats
from sportello.pages.history import last_changes
from sportello.pages.voice import FRONT_PAGE
from sportello.reader import reader_gettext
from sportello.translation.availability import page_availability
from sportello.translation.phrases import PageText
from sportello.translation.problems import stray_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from sportello.catalogue import Catalogue, Site, SiteOptions
    from sportello.catalogue.problems import Problem
    from sportello.translation.availability import Availability

log = logging.getLogger("mkdocs.plugins.sportello")


def read_site(config: MkDocsConfig, options: SiteOptions) -> Handover:
    """Read and check all pages; warnings go to MkDocs' log, where `--strict` counts them.

    Raises:
        Abort: there are errors; all of them have been printed.
    """
    site = _site(config, options)
    try:
        examined = examine(site)
    except SiteUnreadableError as error:
        raise Abort(str(error)) from error
    if examined.errors:
        _stop(site, examined.problems)
    gettext = reader_gettext(site, os.environ)
    for problem in (*examined.problems, *stray_problems(site.translations, site.options.languages[1:])):
        level = logging.INFO if problem.severity is Severity.NOTE else logging.WARNING
        log.log(level, problem.line_text(gettext))
    catalogue = with_choices(examined.catalogue)
    return Handover(catalogue, last_changes(site.docs), _availability(catalogue), formats(site))


def wanted_language(site: Site) -> str:
    """The language to build: the source language, unless the environment names another.

    Raises:
        Abort: it names one that the site does not have.
    """
    language = os.environ.get(LANGUAGE) or site.source_language
    if language not in site.options.languages:
        known = ", ".join(site.options.languages)
        raise Abort(f"{LANGUAGE}={language}: the site has no such language. Choose one of: {known}.")
    return language


def site_root(config: MkDocsConfig) -> Path:
    """The folder of `mkdocs.yml`."""
    return Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()


def _site(config: MkDocsConfig, options: SiteOptions) -> Site:
    data = {"docs_dir": config.docs_dir, "site_url": config.site_url, "site_name": config.site_name}
    return make_site(site_root(config), data, options)


def _availability(catalogue: Catalogue) -> Availability:
    """Computed once for all languages: each page's switcher asks about every language."""
    site = catalogue.site
    pages = (PageText(path, record_texts(record), record.body) for path, record in catalogue.pages.items())
    return page_availability(site.translations, site.options.languages, pages, frozenset({FRONT_PAGE}))


def _stop(site: Site, problems: Sequence[Problem]) -> None:
    gettext = reader_gettext(site, os.environ)
    for problem in problems:
        click.echo(problem.line_text(gettext), err=True)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    raise Abort(
        gettext("Il sito non è stato costruito. Problemi da risolvere: %(count)s") % {"count": errors}
    )

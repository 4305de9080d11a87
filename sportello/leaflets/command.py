"""The command `sportello leaflets`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import click

from sportello.catalogue import Catalogue, Site, load_catalogue, load_site
from sportello.catalogue.opening import ROME
from sportello.catalogue.site import LeafletFormat
from sportello.catalogue.texts import record_texts
from sportello.errors import LeafletsError
from sportello.leaflets.make import lay_out, print_missing
from sportello.leaflets.progress import Progress, silent
from sportello.leaflets.ready import why_not
from sportello.leaflets.sheets import Sheet, make_sheets
from sportello.leaflets.shelf import site_shelf
from sportello.leaflets.voices import make_voices
from sportello.options import config_option
from sportello.pages.history import last_changes
from sportello.pages.voice import FRONT_PAGE
from sportello.reader import reader_gettext
from sportello.translation.availability import Availability, page_availability
from sportello.translation.phrases import PageText

_ALL = tuple(form.value for form in LeafletFormat)


@click.command()
@config_option
@click.option("--format", "formats", multiple=True, type=click.Choice(_ALL), help="Instead of mkdocs.yml's.")
@click.option("--language", "languages", multiple=True, help="Only these languages.")
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), default=Path("site"), help="The built site."
)
@click.option("--quiet", is_flag=True, help="Say only what goes wrong.")
def leaflets(
    config: Path, formats: tuple[str, ...], languages: tuple[str, ...], to: Path, *, quiet: bool
) -> None:
    """Print the leaflets that changed, as PDF. Those of two languages: --format bilingual --language ar."""
    site = load_site(config)
    gettext = reader_gettext(site, os.environ)
    if reason := why_not():
        if quiet:
            return  # the build has said so
        raise LeafletsError(gettext(reason))
    every = _sheets(site, formats or site.options.leaflets or _ALL[:2])
    chosen = tuple(sheet for sheet in every if not languages or sheet.language in languages)
    shelf = site_shelf(site.root)
    count = print_missing(chosen, shelf, silent if quiet else Progress(gettext))
    lay_out(chosen, shelf, to, alone=not (formats or languages))
    if not quiet:
        said = gettext("Volantini: %(count)s, di cui stampati ora: %(fresh)s")
        click.echo(said % {"count": len(chosen), "fresh": count}, err=True)


def _sheets(site: Site, formats: Iterable[str]) -> tuple[Sheet, ...]:
    catalogue = load_catalogue(site)
    wanted = tuple(map(LeafletFormat, formats))
    voices = make_voices(catalogue, _today(), last_changes(site.docs), _availability(catalogue), wanted)
    return tuple(make_sheets(voices, site.source_language))


def _availability(catalogue: Catalogue) -> Availability:
    site = catalogue.site
    pages = (PageText(path, record_texts(record), record.body) for path, record in catalogue.pages.items())
    return page_availability(site.translations, site.options.languages, pages, frozenset({FRONT_PAGE}))


def _today() -> date:
    """The day at the desks, as the build takes it (reproducible-builds.org's SOURCE_DATE_EPOCH)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).astimezone(ROME).date()

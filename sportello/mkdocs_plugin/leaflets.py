"""The leaflets of a build: printed when the site stands, so that an interrupted printing leaves a whole site."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from mkdocs.exceptions import Abort

from sportello.errors import LeafletsError
from sportello.leaflets.make import lay_out, print_missing
from sportello.leaflets.progress import Progress, silent
from sportello.leaflets.ready import why_not
from sportello.leaflets.sheets import Sheet, make_sheets
from sportello.leaflets.shelf import site_shelf
from sportello.leaflets.voices import make_voices
from sportello.mkdocs_plugin.day import build_day
from sportello.mkdocs_plugin.reuse.leaflets import are_laid_out, leaflets_digest, note_laid_out
from sportello.pages.printed import FOLDER
from sportello.reader import reader_gettext

if TYPE_CHECKING:
    from sportello.catalogue import Site
    from sportello.catalogue.site import LeafletFormat
    from sportello.mkdocs_plugin.handover import Handover
    from sportello.mkdocs_plugin.reuse.plan import Plan

LATER = "SPORTELLO_LEAFLETS"
"""Environment variable: `later` leaves what is not printed yet to `sportello leaflets`."""

log = logging.getLogger("mkdocs.plugins.sportello")


def formats(site: Site) -> tuple[LeafletFormat, ...]:
    """What pages link to: what the site asks for, and nothing where it cannot be made, which is said once."""
    reason = why_not() if site.options.leaflets else None
    if reason:
        click.echo(reader_gettext(site, os.environ)(reason), err=True)
    return () if reason else site.options.leaflets


def make_leaflets(handover: Handover, built: Path, plan: Plan | None) -> None:
    """Print the leaflets that changed, and put all into the built site.

    Args:
        handover: what was read.
        built: the root of the site.
        plan: of this build, which is in its place; with None no former leaflets are looked for there.

    Raises:
        Abort: one cannot be printed.
    """
    if not handover.leaflets and not (built / FOLDER).exists():
        return
    known = leaflets_digest(plan, handover.catalogue) if plan else None
    if plan and known and are_laid_out(plan, known):
        return
    sheets = _sheets(handover)
    _print_and_lay_out(handover, sheets, built)
    if plan and known and all((built / sheet.path).exists() for sheet in sheets):
        note_laid_out(plan, known, [sheet.path for sheet in sheets])


def _print_and_lay_out(handover: Handover, sheets: tuple[Sheet, ...], built: Path) -> None:
    site = handover.catalogue.site
    shelf = site_shelf(site.root)
    if os.environ.get(LATER) != "later":
        loud = log.isEnabledFor(logging.INFO)
        try:
            print_missing(sheets, shelf, Progress(reader_gettext(site, os.environ)) if loud else silent)
        except LeafletsError as error:
            raise Abort(str(error)) from error
        shelf.clear(map(shelf.place, sheets))
    lay_out(sheets, shelf, built, alone=True)


def _sheets(handover: Handover) -> tuple[Sheet, ...]:
    if not handover.leaflets:
        return ()
    voices = make_voices(
        handover.catalogue, build_day(), handover.changed, handover.available, handover.leaflets
    )
    return tuple(make_sheets(voices, handover.catalogue.site.source_language))

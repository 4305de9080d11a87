"""`sportello translations reviewed` and `same`: what a person says about the state of translations."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from sportello.catalogue import examine, load_site
from sportello.catalogue.problems import message
from sportello.errors import SportelloError
from sportello.options import config_option
from sportello.reader import reader_gettext
from sportello.translation.phrases import Phrase, page_phrases
from sportello.translation.po import INTERFACE, content_files
from sportello.translation.review import checked_name
from sportello.translation.reviewing import Signature, review
from sportello.translation.same import SameReport, keep_translations
from sportello.translation.site_texts import SiteTexts, site_texts
from sportello.translation.status import INTERFACE_PAGE
from sportello.translation.targets import leave, target, targets

EVERYTHING = "all"
_PART = "Only blocks in whose Italian this stands."


@click.command()
@config_option
@click.argument("language")
@click.argument("pages", nargs=-1)
@click.option("--by", required=True, help="Who has read them.")
@click.option("--block", "part", default="", help=_PART)
def reviewed(config: Path, language: str, pages: tuple[str, ...], *, by: str, part: str) -> None:
    """Mark the translations of PAGES (or `interface`, or `all`) as reviewed by a person."""
    site = load_site(config)
    folder = site.translations
    known = [page for page, _ in content_files(folder, target(site, language))]
    if (folder / language / INTERFACE).is_file():
        known.insert(0, INTERFACE_PAGE)
    wanted = known if pages == (EVERYTHING,) else _known(pages, known)
    signed = Signature(checked_name(by), datetime.now(UTC).date())
    report = review(folder, language, wanted, signed, part)
    gettext = reader_gettext(site, os.environ)
    said = gettext(message("Testi rivisti: %(marked)s. Non ancora tradotti o superati: %(left)s").template)
    click.echo(said % {"marked": report.marked, "left": report.left})
    leave(site, report.problems)


@click.command()
@config_option
@click.argument("pages", nargs=-1)
@click.option("--block", "part", default="", help=f"{_PART} Those already marked as outdated, too.")
def same(config: Path, pages: tuple[str, ...], *, part: str) -> None:
    """Say that what changed in the Italian of PAGES (or `interface`) means the same: translations stay current."""
    site = load_site(config)
    texts = site_texts(site, examine(site))
    phrases = _phrases(texts)
    gettext = reader_gettext(site, os.environ)
    problems = []
    for page in _known(pages, list(phrases)):
        report = keep_translations(site.translations, targets(site), page, phrases[page], part)
        problems += report.problems
        for line in _told(
            report, gettext(message("già segnato come superato; per tenerlo: --block").template)
        ):
            click.echo(line)
        for name in report.written:
            click.echo(name)
    leave(site, problems)


def _phrases(texts: SiteTexts) -> Mapping[str, list[Phrase]]:
    found = {page.path: page_phrases(page) for page in texts.pages}
    return {INTERFACE_PAGE: list(texts.interface), **found} if texts.interface else found


def _told(report: SameReport, waiting: str) -> list[str]:
    """The blocks as a difference: what was said, what is said."""
    lines = [line for now, was in report.changes.items() for line in (f"- {was}", f"+ {now}")]
    return [*lines, *(f"! {now}  ({waiting})" for now in report.waiting)]


def _known(pages: tuple[str, ...], known: list[str]) -> list[str]:
    """The pages asked for, by their path below the folder of pages or from the site's folder on.

    Raises:
        SportelloError: none, or one that the site does not have.
    """
    wanted = [page if page in known else page.partition("/")[2] for page in pages]
    strange = [page for page, found in zip(pages, wanted, strict=True) if found not in known]
    if strange or not wanted:
        raise SportelloError(
            f"{', '.join(strange) or 'No page'}: name pages by their path below docs/, like servizi/x.md."
        )
    return wanted

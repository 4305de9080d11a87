"""`sportello translations check`, `export` and `import`: thin over the rooms `checks` and `xliff`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from sportello.catalogue import examine, load_site
from sportello.catalogue.problems import Message, Problem, Severity, by_place, message
from sportello.catalogue.site import Site
from sportello.errors import SportelloError
from sportello.options import config_option
from sportello.reader import reader_gettext
from sportello.translation.checks.catalogues import agreement_problems
from sportello.translation.checks.gettext_tools import gettext_problems
from sportello.translation.po import catalogue_name
from sportello.translation.problems import translation_problems
from sportello.translation.review import checked_name, mark_reviewed
from sportello.translation.xliff.document import read_document, write_document
from sportello.translation.xliff.give import catalogues_of, units_to_give
from sportello.translation.xliff.standing import Standing
from sportello.translation.xliff.take import Review, TakeReport, take

_OPEN = (Standing.MISSING, Standing.OUTDATED)
_file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@config_option
@click.argument("language", required=False)
@click.option("--strict", is_flag=True, help="Let warnings stop, too.")
def check(config: Path, language: str | None, *, strict: bool) -> None:
    """Compare translations with the Italian: placeholders, phones, addresses, prices, dates, names, glossary."""
    site = load_site(config)
    targets = site.options.languages[1:]
    languages = (_target(site, language),) if language else targets
    problems = _all_problems(site, languages)
    _say(site, problems)
    stopping = [problem for problem in problems if strict or problem.severity is Severity.ERROR]
    gettext = reader_gettext(site, os.environ)
    verdict = message(
        "Problemi: %(problems)s, di cui %(stopping)s da correggere.",
        problems=len(problems),
        stopping=len(stopping),
    )
    click.echo(verdict.text(gettext) if problems else gettext("Nessun problema."), err=True)
    sys.exit(1 if stopping else 0)


@click.command("export")
@config_option
@click.argument("language")
@click.argument("file", type=_file)
@click.option("--format", "form", type=click.Choice(["xliff"]), default="xliff", show_default=True)
@click.option(
    "--only", default=",".join(_OPEN), show_default=True, help="missing, outdated, draft, reviewed; or all."
)
def give(config: Path, language: str, file: Path, form: str, only: str) -> None:  # noqa: ARG001 - one form so far
    """Write the blocks to be translated into FILE, for an agency or a program that reads XLIFF 1.2."""
    site = load_site(config)
    units = units_to_give(site.translations, _target(site, language), _standings(only))
    _write(file, write_document(units, site.source_language, language))
    click.echo(message("Blocchi scritti: %(count)s", count=len(units)).text(reader_gettext(site, os.environ)))


@click.command("import")
@config_option
@click.argument("language")
@click.argument("file", type=_file)
@click.option("--by", default="", help="Who has reviewed the units that come back as final.")
def fetch(config: Path, language: str, file: Path, *, by: str) -> None:
    """Take what came back in FILE into the catalogues; a block that `check` would refuse is left out and named."""
    site = load_site(config)
    language = _target(site, language)
    review = _review(checked_name(by)) if by else None
    report = take(site.translations, language, read_document(_read(file), file.name, language), review)
    for line in report_lines(report):
        click.echo(line.text(reader_gettext(site, os.environ)))
    _say(site, report.problems)
    sys.exit(1 if report.problems else 0)


def _review(by: str) -> Review:
    day = datetime.now(UTC).date()
    return lambda entry: mark_reviewed(entry, by, day)


def report_lines(report: TakeReport) -> list[Message]:
    """What an import did: a line for each page that was written, then the sums."""
    pages = [
        message("%(page)s: blocchi presi %(count)s", page=page, count=count)
        for page, count in report.taken.items()
    ]
    return [
        *pages,
        message(
            "Presi: %(taken)s. Già così: %(same)s. Senza traduzione: %(waiting)s. Rifiutati: %(refused)s.",
            taken=sum(report.taken.values()),
            same=report.unchanged,
            waiting=report.waiting,
            refused=len(report.problems),
        ),
    ]


def _all_problems(site: Site, languages: tuple[str, ...]) -> list[Problem]:
    folders = tuple(f"{site.translations.name}/{language}/" for language in languages)
    found = [
        problem
        for problem in translation_problems(site.translations, site.options.languages[1:])
        if problem.path.startswith(folders)
    ]
    found += agreement_problems(examine(site).catalogue, site.translations, languages)
    known = {(problem.path, problem.line) for problem in found}
    for language in languages:
        for _, file in catalogues_of(site.translations, language):
            said = gettext_problems(file, catalogue_name(site.translations, file), language)
            found += (problem for problem in said if (problem.path, problem.line) not in known)
    return sorted(found, key=by_place)


def _say(site: Site, problems: Iterable[Problem]) -> None:
    gettext = reader_gettext(site, os.environ)
    for problem in problems:
        click.echo(problem.line_text(gettext), err=True)


def _target(site: Site, language: str) -> str:
    targets = site.options.languages[1:]
    if language not in targets:
        known = ", ".join(targets) or "-"
        raise SportelloError(f"{language}: not a language of the site. One of: {known}.")
    return language


def _standings(only: str) -> frozenset[Standing]:
    wanted = [word.strip() for word in only.split(",")]
    if wanted == ["all"]:
        return frozenset(Standing)
    try:
        return frozenset(Standing(word) for word in wanted)
    except ValueError as error:
        raise SportelloError(f"--only {only}: write {', '.join(Standing)}, or all.") from error


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise SportelloError(f"{file}: {error.strerror}. Write it to another place.") from error


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SportelloError(f"{file}: {error.strerror}. Name the file that came back.") from error


TRANSLATOR_COMMANDS = (check, give, fetch)

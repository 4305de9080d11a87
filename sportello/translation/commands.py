"""`sportello translations`: thin over the functions of this room."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sportello.catalogue import examine, load_site
from sportello.catalogue.problems import message
from sportello.errors import SportelloError
from sportello.options import config_option
from sportello.reader import reader_gettext
from sportello.terminal import table
from sportello.translation.exchange import Exchange, open_messages
from sportello.translation.exchange import fill as fill_catalogues
from sportello.translation.new_language import offer_interface
from sportello.translation.site_texts import site_texts
from sportello.translation.state_commands import reviewed, same
from sportello.translation.status import Row, by_language, by_section, translation_status
from sportello.translation.targets import leave as _leave
from sportello.translation.targets import target as _target
from sportello.translation.targets import targets as _targets
from sportello.translation.update import update_translations

Gettext = Callable[[str], str]
_HEADINGS = (
    message("lingua"),
    message("sezione"),
    message("pagina"),
    message("mancano"),
    message("superati"),
    message("bozze"),
    message("rivisti"),
    message("parole da tradurre"),
    message("parole da rivedere"),
)


@click.group()
def translations() -> None:
    """Gettext catalogues of pages and interface."""


@translations.command()
@config_option
def update(config: Path) -> None:
    """Bring all catalogues up to date with the Italian; what did not change is not touched."""
    site = load_site(config)
    texts = site_texts(site, examine(site))
    report = update_translations(
        site.translations, _targets(site), texts.pages, texts.standing, texts.interface
    )
    offered = offer_interface(site.translations, _targets(site), texts)
    for name in (*report.written, *report.removed, *(offered.written if offered else ())):
        click.echo(name)
    _leave(site, report.problems + (offered.problems if offered else []))


@translations.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a page and language, for tools.")
@click.option("--pages", is_flag=True, help="A line for each page, not only for each section.")
def status(config: Path, *, as_json: bool, pages: bool) -> None:
    """Print how far each section is in each language, and how many words there are to do."""
    site = load_site(config)
    texts = site_texts(site, examine(site))
    rows = translation_status(site.translations, _targets(site), texts.pages, texts.interface or ())
    if as_json:
        for row in rows:
            click.echo(json.dumps(asdict(row), ensure_ascii=False))
    else:
        shown = rows if pages else by_section(rows)
        click.echo(status_table([*shown, *by_language(rows)], reader_gettext(site, os.environ)))


@translations.command()
@config_option
@click.argument("language")
def missing(config: Path, language: str) -> None:
    """Print as JSON what has no current translation, to be filled in and given to `fill`."""
    site = load_site(config)
    found = open_messages(site.translations, _target(site, language))
    click.echo(json.dumps(found, ensure_ascii=False, indent=1))


@translations.command()
@config_option
@click.argument("language")
@click.argument("file", type=click.File(encoding="utf-8"))
def fill(config: Path, language: str, file: Any) -> None:  # noqa: ANN401 - click opens it
    """Put the translations of a JSON FILE (as `missing` prints it) into the catalogues."""
    site = load_site(config)
    report = fill_catalogues(
        site.translations, _target(site, language), read_exchange(file.read(), file.name)
    )
    said = reader_gettext(site, os.environ)(message("Testi tradotti: %(count)s").template)
    click.echo(said % {"count": report.filled})
    _leave(site, report.problems)


def read_exchange(text: str, name: str) -> Exchange:
    """Read what `fill` takes.

    Raises:
        SportelloError: no JSON, or of another shape.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise SportelloError(
            f"{name}: {error}. Write it as `sportello translations missing` prints it."
        ) from error
    pages = data.values() if isinstance(data, dict) else [None]
    if not all(isinstance(page, dict) and all(_is_words(words) for words in page.values()) for page in pages):
        raise SportelloError(f'{name}: expected {{"page": {{"Italian": "translation"}}}}.')
    return dict(data)


def status_table(rows: list[Row], gettext: Gettext = str) -> str:
    """The rows for a terminal."""
    cells = [[str(cell) or "=" for cell in asdict(row).values()] for row in rows]
    return table(cells, [heading.text(gettext) for heading in _HEADINGS])


def _is_words(words: object) -> bool:
    return isinstance(words, str) or (
        isinstance(words, list) and bool(words) and all(isinstance(form, str) for form in words)
    )


translations.add_command(reviewed)
translations.add_command(same)

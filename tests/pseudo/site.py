"""The first site with a tenth language: one line in `mkdocs.yml`, one command, and every message translated."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.lists import format_list

from forms_app.forms.spoken import SPOKEN
from sportello.catalogue import Catalogue, load_catalogue, load_site
from sportello.catalogue.problems import Problem
from sportello.catalogue.reading import leaves
from sportello.catalogue.values import Translatable
from sportello.mkdocs_plugin.alternates import autonym
from sportello.translation.po import read_po, write_po
from tests.built_site import ROOT, make_once
from tests.e2e.running import close_one_program
from tests.pseudo.localizer import fill, names_pattern

LANGUAGE = "af"
"""One that no reader of ours uses, and whose dates Babel writes without words that are Italian, too."""

ALLOWED = ("CC BY", "W3C")
_LANGUAGES = re.compile(r"^( *languages: \[.*)\]$", re.MULTILINE)
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class PseudoSite:
    """The site, built in the pseudo-language only. It is shared: only read in it."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "mkdocs.yml"

    @property
    def built(self) -> Path:
        """What MkDocs wrote, as if all languages had been built: this one is below `af/`."""
        return self.folder / "site"

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue(load_site(self.config))

    @cached_property
    def allowed(self) -> tuple[str, ...]:
        """What no translator translates: names, addresses, codes, and what Babel says."""
        return (*ALLOWED, *_names(self.catalogue), *_facts(self.catalogue), *_words_of_babel())

    def pages(self) -> Iterator[tuple[str, str]]:
        """Every page: its path, and its HTML."""
        for file in sorted((self.built / LANGUAGE).rglob("*.html")):
            if ".sportello" not in file.parts:
                yield file.relative_to(self.built).as_posix(), file.read_text(encoding="utf-8")


def pseudo_site(factory: pytest.TempPathFactory) -> PseudoSite:
    """The site, made once for all the workers of a run."""
    return PseudoSite(make_once(factory, "pseudo-site", _make))


def _make(folder: Path) -> None:
    for name in ("docs", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    for package in ("sportello", "forms_app"):
        (folder / package).symlink_to(ROOT / package)  # its interface is translated with the site
    shutil.copy(ROOT / "mkdocs.yml", folder)
    close_one_program(folder / "mkdocs.yml")
    _add_language(folder / "mkdocs.yml")
    _run(folder, "sportello", "translations", "update")
    _translate(folder)
    _run(folder, "mkdocs", "build", "--quiet", "--site-dir", f"site/{LANGUAGE}")


def _add_language(config: Path) -> None:
    changed, count = _LANGUAGES.subn(rf"\1, {LANGUAGE}]", config.read_text(encoding="utf-8"))
    assert count == 1, "mkdocs.yml: the option languages is written in another way"
    config.write_text(changed, encoding="utf-8")


def _translate(folder: Path) -> None:
    names = names_pattern(list(_names(load_catalogue(load_site(folder / "mkdocs.yml")))))
    for file in (folder / "translations" / LANGUAGE).rglob("*.po"):
        po = read_po(file, file.name)
        assert not isinstance(po, Problem)
        fill(po, names)
        write_po(po, file)


def _run(folder: Path, module: str, *arguments: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env={**os.environ, "SPORTELLO_LANGUAGE": LANGUAGE, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def _names(catalogue: Catalogue) -> Iterator[str]:
    for municipality in catalogue.municipalities.values():
        yield municipality.title
        yield municipality.province


def _facts(catalogue: Catalogue) -> Iterator[str]:
    """The values that the model does not give to translators: streets, addresses of mail and web."""
    for record in catalogue.pages.values():
        for leaf in leaves(record):
            text = str(leaf.value)
            if not any(isinstance(mark, Translatable) for mark in leaf.marks) and _is_shown(text):
                yield text


def _is_shown(text: str) -> bool:
    """Names of files, kinds and states are words for programs: on a page they would be a mistake."""
    return bool(_LETTERS.search(text)) and not re.fullmatch(r"[a-z0-9_/-]+(\.md)?", text)


def _words_of_babel() -> Iterator[str]:
    locale = Locale(LANGUAGE)
    for width in ("wide", "abbreviated"):
        yield from get_month_names(width, locale=locale).values()
        yield from get_day_names(width, locale=locale).values()
    yield from locale.languages.values()
    yield format_list(["", ""], locale=locale).strip()  # "and"
    yield autonym(LANGUAGE)
    yield from (Locale.parse(code).get_display_name() or code for code in SPOKEN)

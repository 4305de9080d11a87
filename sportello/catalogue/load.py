"""From the folder of pages to the catalogue, with every problem on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.catalogue.catalogue import Catalogue
from sportello.catalogue.checks import ALL_CHECKS
from sportello.catalogue.confirmations import read_confirmations
from sportello.catalogue.problems import Problem, Severity, by_place
from sportello.catalogue.reading import Findings, Reading
from sportello.catalogue.record import slug_of
from sportello.catalogue.source import Source, read_source
from sportello.catalogue.understand import understand
from sportello.errors import CatalogueInvalidError, SiteUnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from sportello.catalogue.site import Site


@dataclass(frozen=True)
class Examined:
    """What a run over the pages found.

    Attributes:
        catalogue: what could be read; whole only when there are no errors.
        problems: all of them, by file and line.
        readings: the records with their sources.
    """

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the site."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)


def load_catalogue(site: Site) -> Catalogue:
    """Read and check all pages.

    Raises:
        CatalogueInvalidError: with every problem, when any is an error.
        SiteUnreadableError: there is no folder of pages.
    """
    examined = examine(site)
    if examined.errors:
        raise CatalogueInvalidError(examined.problems)
    return examined.catalogue


def examine(site: Site) -> Examined:
    """Read and check all pages; wrong ones are problems, never exceptions.

    Raises:
        SiteUnreadableError: there is no folder of pages, or no page in it.
    """
    files = _markdown_files(site.docs)
    outcomes = [read_source(site.root, site.docs, file) for file in files]
    sources = tuple(outcome for outcome in outcomes if isinstance(outcome, Source))
    problems = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    readings: list[Reading] = []
    for source in sources:
        record, refusals = understand(source)
        problems += refusals
        if record:
            readings.append(Reading(record, source))
    confirmed, unreadable = read_confirmations(site.confirmations, site.options.confirmations)
    problems += unreadable
    catalogue = Catalogue(site, {reading.record.path: reading.record for reading in readings}, confirmed)
    known = {reading.record.slug for reading in readings}
    unread = frozenset(slug_of(file.name) for file in files) - known
    findings = Findings(catalogue, tuple(readings), sources, unread)
    problems += [problem for check in ALL_CHECKS for problem in check(findings)]
    return Examined(catalogue, tuple(sorted(problems, key=by_place)), tuple(readings))


def _markdown_files(docs: Path) -> list[Path]:
    if not docs.is_dir():
        raise SiteUnreadableError(f"{docs}: no such folder. Make it, or set `docs_dir` in mkdocs.yml.")
    found = (p for p in docs.rglob("*.md") if p.is_file())
    files = sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(docs).parts))
    if not files:
        raise SiteUnreadableError(
            f"{docs}: there is no page. Write the first one: index.md, with `kind: home`."
        )
    return files

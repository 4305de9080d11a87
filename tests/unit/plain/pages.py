"""Pages drawn as text, read without a disk."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from sportello.catalogue import Catalogue, Site
from sportello.catalogue.load import Examined
from sportello.catalogue.problems import Problem
from sportello.catalogue.reading import Reading
from sportello.catalogue.site import SiteOptions
from sportello.catalogue.source import parse_source
from sportello.catalogue.understand import understand
from sportello.plain import plain_language_problems

FRONT = "---\ntitle: Prova\n---\n"


def reading(text: str, path: str = "prova.md") -> Reading:
    """The record of a page and its source."""
    source = parse_source(dedent(text).encode(), path, f"docs/{path}")
    assert not isinstance(source, Problem)
    record, refusals = understand(source)
    assert record, refusals
    return Reading(record, source)


def problems(*texts: str, **options: object) -> list[Problem]:
    """What the check says of a site that has these pages."""
    readings = tuple(reading(text, f"prova-{number}.md") for number, text in enumerate(texts))
    site = Site(Path(), Path("docs"), Path("translations"), options=SiteOptions.model_validate(options))
    catalogue = Catalogue(site, {one.record.path: one.record for one in readings})
    return plain_language_problems(site, Examined(catalogue, (), readings))

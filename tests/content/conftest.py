"""What the content tests look at: the first site's catalogue, and each page as one text."""

from __future__ import annotations

from pathlib import Path

import pytest

from sportello.catalogue import Catalogue, load_catalogue, load_site
from sportello.catalogue.reading import leaves
from sportello.catalogue.record import Record
from sportello.catalogue.values import PartialDate

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(load_site(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="session")
def page_texts(catalogue: Catalogue) -> dict[str, str]:
    """All that a page says, fields and body, by its path; white space made single."""
    return {path: _said(record) for path, record in catalogue.pages.items()}


def _said(record: Record) -> str:
    values = (leaf.value for leaf in leaves(record))
    fields = [value.text if isinstance(value, PartialDate) else str(value) for value in values]
    return " ".join(" ".join([*fields, record.body]).split())

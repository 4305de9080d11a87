"""The pages of choices: one for each facet of the services and one for each value of it, made from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from sportello.catalogue.facets import Facet
from sportello.catalogue.model import Listing
from sportello.catalogue.record import Record
from sportello.catalogue.values import Line

if TYPE_CHECKING:
    from sportello.catalogue.catalogue import Catalogue

FOLDERS = {
    Facet.NEED: "bisogno",
    Facet.MUNICIPALITY: "comune",
    Facet.AUDIENCE: "per",
    Facet.WAY: "come",
    Facet.COST: "costo",
    Facet.LANGUAGE: "lingua",
    Facet.DAY: "giorno",
}
"""What facets are called in addresses: folders below the directory, and fields of its query."""


class Choice(Record):
    """The services of one value of a facet; of no value: the facet's values. No editor writes it.

    Attributes:
        title: its address's last part; readers get the words of the interface.
    """

    kind: Annotated[Literal["choice"], Field(description="Sempre «choice».")] = "choice"
    title: Annotated[Line, Field(description="Il nome nell'indirizzo.")]
    facet: Annotated[Facet, Field(description="Il filtro.")]
    value: Annotated[str | None, Field(description="Il valore scelto.")] = None


def with_choices(catalogue: Catalogue) -> Catalogue:
    """The catalogue with a page for each choice, if there is a page that lists the services.

    A page of the same path that an editor wrote stays.
    """
    directory = find_directory(catalogue)
    if directory is None:
        return catalogue
    made = {choice.path: choice for choice in _choices(catalogue, directory)}
    return replace(catalogue, pages=dict(sorted({**made, **catalogue.pages}.items())))


def choice_path(directory: str, facet: Facet, value: str | None = None) -> str:
    """The path of a choice's page.

    Args:
        directory: the path of the page that lists the services (`servizi/index.md`).
        facet: by what is chosen.
        value: what is chosen; None for the page of all values.
    """
    folder = directory.removesuffix(".md").removesuffix("/index")
    return f"{folder}/{FOLDERS[facet]}/{address_of(value) if value else 'index'}.md"


def address_of(value: str) -> str:
    """A value as it stands in addresses: `lost_job` → `lost-job`."""
    return value.lower().replace("_", "-")


def _choices(catalogue: Catalogue, directory: str) -> Iterator[Choice]:
    for facet, values in catalogue.facets.values.items():
        for value in (None, *values) if values else ():
            title = address_of(value) if value else FOLDERS[facet]
            path = choice_path(directory, facet, value)
            yield Choice(path=path, title=title, facet=facet, value=value)


def find_directory(catalogue: Catalogue) -> str | None:
    """The path of the page that lists the services, if the site has one."""
    lists = (r for r in catalogue.pages.values() if isinstance(r, Listing) and r.of == "service")
    return next((record.path for record in lists), None)

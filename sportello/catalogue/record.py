"""What every page of the site has, whatever its kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sportello.catalogue.parts import Part
from sportello.catalogue.values import Day, Keywords, Text


def slug_of(path: str) -> str:
    """The name by which pages refer to the page at `path`: its file name without `.md`."""
    return path.rsplit("/", 1)[-1].removesuffix(".md")


class Record(Part):
    """A page of the site: what every kind has.

    Attributes:
        path: the file below the folder of pages, with slashes (`servizi/microcredito.md`); set by the loader.
        body: the Markdown below the front matter; set by the loader.
    """

    kind: Annotated[str, Field(description="Il tipo della pagina.")]
    path: Annotated[str, Field(exclude=True, repr=False)]
    body: Annotated[str, Field(exclude=True, repr=False)] = ""
    title: Annotated[Text, Field(description="Il titolo della pagina.")]
    summary: Annotated[
        Text | None, Field(description="La pagina in una frase: sta negli elenchi e nei motori di ricerca.")
    ] = None
    keywords: Annotated[
        Keywords | None,
        Field(
            description="Le altre parole con cui la gente cerca la pagina: la ricerca le trova, non si vedono."
        ),
    ] = None
    review_by: Annotated[Day | None, Field(description="La data entro cui rileggere la pagina.")] = None
    updated: Annotated[Day | None, Field(description="La data dell'ultimo aggiornamento del testo.")] = None
    sensitive: Annotated[
        bool, Field(description="«true» se chi legge può aver bisogno di uscire in fretta dalla pagina.")
    ] = False
    for_staff: Annotated[
        bool,
        Field(description="«true» se la pagina è per chi scrive: la ricerca non la mostra ai cittadini."),
    ] = False

    @property
    def slug(self) -> str:
        """The name by which other pages refer to this one: its file name without `.md`."""
        return slug_of(self.path)


class Summarized(Record):
    """A record that stands in lists, so its summary is required."""

    summary: Annotated[
        Text, Field(description="La pagina in una frase: sta negli elenchi e nei motori di ricerca.")
    ]

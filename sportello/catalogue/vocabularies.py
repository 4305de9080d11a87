"""The words of Designers Italia's service sheet (Modello Comuni) that are chosen and not written freely.

They are content, so that only those in use are translated, page by page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from sportello.catalogue.values import Text


@dataclass(frozen=True)
class OneOf:
    """Marks a text that is one of these words."""

    words: tuple[str, ...]


CATEGORIES = OneOf(
    (
        "Agricoltura e pesca",
        "Ambiente",
        "Anagrafe e stato civile",
        "Appalti pubblici",
        "Autorizzazioni",
        "Catasto e urbanistica",
        "Cultura e tempo libero",
        "Educazione e formazione",
        "Giustizia e sicurezza pubblica",
        "Imprese e commercio",
        "Mobilità e trasporti",
        "Salute, benessere e assistenza",
        "Tributi, finanze e contravvenzioni",
        "Turismo",
        "Vita lavorativa",
    )
)
"""What kind of service it is."""

TOPICS = OneOf(
    (
        *("Accesso all'informazione", "Acqua", "Agricoltura", "Animale domestico", "Aria"),
        *("Assistenza agli invalidi", "Assistenza sociale", "Associazioni", "Bilancio"),
        *("Commercio all'ingrosso", "Commercio al minuto", "Commercio ambulante"),
        *("Comunicazione istituzionale", "Comunicazione politica", "Concorsi", "Covid-19", "Elezioni"),
        *("Energie rinnovabili", "Estero", "Foreste", "Formazione professionale", "Gemellaggi"),
        *("Gestione rifiuti", "Giustizia", "Igiene pubblica", "Immigrazione", "Imposte", "Imprese"),
        *("Inquinamento", "Integrazione sociale", "Isolamento termico", "Istruzione", "Lavoro"),
        *("Matrimonio", "Mercato", "Mobilità sostenibile", "Morte", "Nascita", "Parcheggi"),
        *("Patrimonio culturale", "Pesca", "Piano di sviluppo", "Pista ciclabile", "Politica commerciale"),
        *("Polizia", "Prodotti alimentari", "Protezione civile", "Residenza", "Risposta alle emergenze"),
        *("Sistema giuridico", "Spazio Verde", "Sport", "Sviluppo sostenibile", "Tassa sui servizi"),
        *("Tempo libero", "Trasparenza amministrativa", "Trasporto pubblico", "Turismo", "Urbanizzazione"),
        *("Viaggi", "Zone pedonali", "ZTL"),
    )
)
"""What a page is about; a part of EuroVoc."""


def _among(vocabulary: OneOf) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in vocabulary.words:
            raise PydanticCustomError("enum", "unknown word", {"expected": ", ".join(vocabulary.words)})
        return value

    return check


Category = Annotated[Text, AfterValidator(_among(CATEGORIES)), CATEGORIES]
Topic = Annotated[Text, AfterValidator(_among(TOPICS)), TOPICS]

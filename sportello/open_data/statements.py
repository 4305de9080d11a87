"""Writing statements about pages into a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from sportello.open_data.identity import Identities
from sportello.pages.links import page_url

if TYPE_CHECKING:
    from sportello.catalogue.record import Record
    from sportello.pages.phrase import Phrase
    from sportello.pages.voice import Voice

CV = Namespace("http://data.europa.eu/m8g/")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
ADMS = Namespace("http://www.w3.org/ns/adms#")


class Statements:
    """A graph in one language.

    Things are named by the source language's page, so that the graphs of all languages speak of the same things.
    """

    def __init__(self, voice: Voice) -> None:
        """Nothing is said yet."""
        self.voice = voice
        self.ids = Identities(voice.catalogue.site.url)
        self.graph = Graph()
        self._begun: set[URIRef] = set()

    def page(self, record: Record, part: str = "") -> URIRef:
        """What a page is about, or a part of it."""
        address = self.voice.catalogue.site.url + page_url(record.path)
        return URIRef(f"{address}#{part}" if part else address)

    def begin(self, subject: URIRef) -> bool:
        """Whether nothing has been said of it yet that is the same whoever asks: many services share their towns."""
        is_new = subject not in self._begun
        self._begun.add(subject)
        return is_new

    def add(self, subject: URIRef, predicate: URIRef, value: Node) -> None:
        """Say that something is so."""
        self.graph.add((subject, predicate, value))

    def say(self, subject: URIRef, predicate: URIRef, phrase: Phrase) -> None:
        """Say a text, in the language that it really is in."""
        self.add(subject, predicate, Literal(phrase.text, lang=phrase.foreign or self.voice.language))

"""The texts of a record that translators translate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.catalogue.reading import leaves
from sportello.catalogue.values import Translatable

if TYPE_CHECKING:
    from sportello.catalogue.record import Record

KEYWORDS = "keywords"
"""The field of words by which a page is looked for: no sentences, and other words in each language."""


@dataclass(frozen=True)
class FieldText:
    """A text of the front matter: the dotted path of its field, and the text in the source language."""

    field: str
    text: str


def record_texts(record: Record) -> list[FieldText]:
    """The translatable texts of a record's front matter, in the order of its fields."""
    return [
        FieldText(".".join(map(str, leaf.place)), str(leaf.value))
        for leaf in leaves(record)
        if any(isinstance(mark, Translatable) for mark in leaf.marks)
    ]

"""Pages in the order in which readers of a language look for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sportello.catalogue.record import Record
from sportello.translation import Translator
from sportello.translation.collation import sort_key

R = TypeVar("R", bound=Record)


def by_title(translator: Translator, records: Iterable[R]) -> list[R]:
    """Records by their titles in the translator's language."""
    key = sort_key(translator.language)
    return sorted(records, key=lambda record: key(translator.text(record.title, record.path).text))

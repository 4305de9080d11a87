"""A record together with the file that it was read from, so that a check can name the line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from sportello.catalogue.catalogue import Catalogue
    from sportello.catalogue.record import Record
    from sportello.catalogue.source import Place, Source


@dataclass(frozen=True)
class Reading:
    """A record and its source."""

    record: Record
    source: Source


@dataclass(frozen=True)
class Findings:
    """What a check looks at.

    Attributes:
        catalogue: what could be read.
        readings: the records with their sources.
        sources: every file that could be parsed, records or not.
        unread: names of pages without a record, so that a page that could not be read does not make every
            reference to it a second problem.
    """

    catalogue: Catalogue
    readings: tuple[Reading, ...]
    sources: tuple[Source, ...]
    unread: frozenset[str]


@dataclass(frozen=True)
class Leaf:
    """One value in a record.

    Attributes:
        place: where it stands, as in `Source.lines`.
        value: what stands there.
        marks: the marks of its type (`Refers`, `Translatable`).
    """

    place: Place
    value: object
    marks: tuple[object, ...]


def leaves(part: BaseModel, place: Place = ()) -> Iterator[Leaf]:
    """All values of a record in the order of its fields, those in lists and parts included."""
    for name, field in type(part).model_fields.items():
        if not field.exclude:
            yield from _leaves_of(getattr(part, name), (*place, name), _marks(field))


def _leaves_of(value: Any, place: Place, marks: tuple[object, ...]) -> Iterator[Leaf]:  # noqa: ANN401 - any field
    if isinstance(value, BaseModel):
        yield from leaves(value, place)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves_of(item, (*place, index), marks)
    elif value is not None:
        yield Leaf(place, value, marks)


def _marks(field: FieldInfo) -> tuple[object, ...]:
    return (*field.metadata, *_marks_in(field.annotation))


def _marks_in(annotation: Any) -> tuple[object, ...]:  # noqa: ANN401 - any type expression
    own = tuple(getattr(annotation, "__metadata__", ()))
    inner = tuple(mark for arg in getattr(annotation, "__args__", ()) for mark in _marks_in(arg))
    return own + inner

"""The editors' reference of all fields, made from the records' classes, so that it cannot go stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from sportello.catalogue.model import KINDS, SET_BY_LOADER
from sportello.catalogue.values import (
    Coordinates,
    Day,
    Email,
    EveryYear,
    KeptDays,
    Keywords,
    Money,
    OpeningSpan,
    PhoneNumber,
    Refers,
    Translatable,
    Web,
    WhenKnown,
)
from sportello.catalogue.vocabularies import OneOf
from sportello.pages.head import PageData, make_head
from sportello.pages.words import N_

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from sportello.catalogue.model import FieldReference
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class FieldRow:
    """One field.

    Attributes:
        name: dotted from the top of the front matter; `[]` marks a list: `routes[].organization`.
        type: what may stand there, in the editors' words.
        values: the words to choose from, if it is a choice.
        description: the line that the record's class says, in the source language.
    """

    name: str
    type: str
    values: tuple[str, ...]
    required: bool
    translated: bool
    description: str


@dataclass(frozen=True)
class KindFields:
    """The fields of one kind of page."""

    name: str
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True)
class FieldsPage(PageData):
    """What the reference shows."""

    kind: ClassVar[str] = "fields"
    kinds: tuple[KindFields, ...]


_TYPES: tuple[tuple[object, str], ...] = (
    (Day, N_("data")),
    (EveryYear, N_("giorno e mese")),
    (Email, N_("indirizzo e-mail")),
    (KeptDays, N_("numero di giorni")),
    (Money, N_("cifra in euro")),
    (OpeningSpan, N_("orario")),
    (PhoneNumber, N_("numero di telefono")),
    (Web, N_("indirizzo web")),
    (Coordinates, N_("latitudine e longitudine")),
    (WhenKnown, N_("data, o mese, o anno")),
    (bool, N_("true o false")),
)
_TEXT, _CHOICE, _GROUP, _PAGE, _LIST = (
    N_("testo"),
    N_("scelta"),
    N_("gruppo"),
    N_("nome di una pagina"),
    N_("elenco"),
)


def make_fields(voice: Voice, record: FieldReference) -> FieldsPage:
    """The reference of all kinds."""
    gettext = voice.translator.gettext

    def row(name: str, field: FieldInfo) -> FieldRow:
        said = describe(field.annotation, tuple(field.metadata))
        word = gettext(said.word)
        return FieldRow(
            name=name,
            type=f"{gettext(_LIST)}: {word}" if said.many else word,
            values=said.values,
            required=field.is_required(),
            translated=said.translated,
            description=field.description or "",
        )

    kinds = (
        KindFields(name, tuple(row(*found) for found in fields_of(model))) for name, model in KINDS.items()
    )
    return FieldsPage(make_head(voice, record), tuple(kinds))


def fields_of(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every field of a record's class with its dotted name, those of its parts included."""
    for name, field in model.model_fields.items():
        if name in SET_BY_LOADER:
            continue
        said = describe(field.annotation, tuple(field.metadata))
        yield above + name, field
        if said.part:
            yield from fields_of(said.part, f"{above}{name}{'[]' if said.many else ''}.")


@dataclass(frozen=True)
class Described:
    """A field's type: its msgid, whether it is a list, a choice's words, the class of a group."""

    word: str
    many: bool = False
    values: tuple[str, ...] = ()
    translated: bool = False
    part: type[BaseModel] | None = None


def describe(annotation: Any, marks: tuple[object, ...] = ()) -> Described:  # noqa: ANN401 - any type expression
    """What may stand in a field of this type."""
    arguments = [argument for argument in get_args(annotation) if argument is not NoneType]
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        return describe(arguments[0], marks)
    if origin is tuple:
        inner = describe(arguments[0])
        return Described(
            inner.word, many=True, values=inner.values, translated=inner.translated, part=inner.part
        )
    if origin is Annotated:
        return _annotated(annotation, (*annotation.__metadata__, *marks))
    return _plain(annotation, marks)


def _annotated(annotation: Any, marks: tuple[object, ...]) -> Described:  # noqa: ANN401 - any type expression
    if annotation == Keywords:
        return Described(_TEXT, many=True, translated=True)
    for known, word in _TYPES:
        if annotation == known:
            return Described(word)
    return _plain(annotation.__origin__, marks)


def _plain(annotation: Any, marks: tuple[object, ...]) -> Described:  # noqa: ANN401 - any type expression
    if get_origin(annotation) is Literal:
        return Described(_CHOICE, values=tuple(map(str, get_args(annotation))))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Described(_GROUP, part=annotation)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Described(_CHOICE, values=tuple(member.value for member in annotation))
    if any(isinstance(mark, Refers) for mark in marks):
        return Described(_PAGE)
    translated = any(isinstance(mark, Translatable) for mark in marks)
    words = next((mark.words for mark in marks if isinstance(mark, OneOf)), None)
    if words:
        return Described(_CHOICE, values=words, translated=translated)
    known = (
        word
        for type_, word in _TYPES
        if _bare(type_) == annotation and _marks(type_) <= set(map(repr, marks))
    )
    return Described(next(known, _TEXT), translated=translated)


def _bare(type_: Any) -> object:  # noqa: ANN401 - any type expression
    return type_.__origin__ if get_origin(type_) is Annotated else type_


def _marks(type_: Any) -> set[str]:  # noqa: ANN401 - any type expression
    return set(map(repr, type_.__metadata__)) if get_origin(type_) is Annotated else set()

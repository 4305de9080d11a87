"""From a parsed source to its record, with everything that its type refuses."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from sportello.catalogue.model import KINDS, SET_BY_LOADER
from sportello.catalogue.problems import Problem, message
from sportello.catalogue.record import Record
from sportello.catalogue.wording import nearest, unknown_key, word

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from sportello.catalogue.source import Place, Source


MOST_ROUNDS = 8
_STAND_INS = {"title": "-", "summary": "-", "status": "active", "eligibility": ["-"], "province": "-"}


def understand(source: Source) -> tuple[Record | None, list[Problem]]:
    """The record of a source and the problems of its fields.

    With problems, the record holds what is left when the refused fields are taken out, so that the checks can still
    speak about the rest; it is None when too little is left.
    """
    kind = source.data.get("kind", "page")
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        return None, [_unknown_kind(source, str(kind))]
    own = {key: value for key, value in source.data.items() if key not in SET_BY_LOADER}
    problems = [
        source.problem((key,), *unknown_key(key, _known(model))) for key in source.data if key not in own
    ]
    data = {**_without_nothing(own), "path": source.path, "body": source.body}
    try:
        return model.model_validate(data), problems
    except ValidationError as error:
        refusals = error.errors(include_url=False)
    return _what_is_left(model, data, refusals), problems + [_refused(source, model, e) for e in refusals]


def _what_is_left(model: type[Record], data: dict[str, Any], refusals: list[ErrorDetails]) -> Record | None:
    """What validates once the refused fields are out, and with them the parts that cannot be without."""
    rest = copy.deepcopy(data)
    for _ in range(MOST_ROUNDS):
        places = {_to_take_out(error) for error in refusals}
        if () in places:
            return None
        for place in sorted(places, key=_from_the_end, reverse=True):
            _take_out(rest, place)
        try:
            return model.model_validate(rest)
        except ValidationError as error:
            refusals = error.errors(include_url=False)
    return None


def _to_take_out(error: ErrorDetails) -> Place:
    if error["loc"][0] in _STAND_INS:
        return error["loc"][:1]
    return error["loc"][:-1] if error["type"] == "missing" else error["loc"]


def _from_the_end(place: Place) -> tuple[str, ...]:
    """Sorts later entries of a list after earlier ones, so that taking one out moves none still to come."""
    return tuple(f"{part:09d}" if isinstance(part, int) else part for part in place)


def _take_out(data: Any, place: Place) -> None:  # noqa: ANN401 - whatever YAML holds
    *way, last = place
    try:
        for part in way:
            data = data[part]
        del data[last]
    except (KeyError, IndexError, TypeError):
        pass
    if len(place) == 1 and last in _STAND_INS:
        data[last] = _STAND_INS[last]


def _without_nothing(data: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """A field written without a value is a field left out, except in lists, where it is a mistake."""
    if isinstance(data, dict):
        return {key: _without_nothing(value) for key, value in data.items() if value is not None}
    return [_without_nothing(value) for value in data] if isinstance(data, list) else data


def _unknown_kind(source: Source, kind: str) -> Problem:
    near = nearest(kind, tuple(KINDS))
    expected = (
        message("forse «%(near)s»", near=near)
        if near
        else message("uno di: %(known)s", known=", ".join(KINDS))
    )
    return source.problem(("kind",), message("«%(value)s»", value=kind), expected)


def _refused(source: Source, model: type[BaseModel], error: ErrorDetails) -> Problem:
    place = error["loc"]
    found, expected = word(error, _known(_model_at(model, place[:-1])))
    return source.problem(place, found, expected)


def _known(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in SET_BY_LOADER)


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel]:
    for part in place:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)

"""From the folder of pages to the catalogue, with every problem on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from sportello.catalogue.catalogue import Catalogue
from sportello.catalogue.checks import ALL_CHECKS
from sportello.catalogue.model import KINDS, SET_BY_LOADER, Record
from sportello.catalogue.problems import Problem, Severity, by_place, message
from sportello.catalogue.reading import Reading
from sportello.catalogue.source import Source, read_source
from sportello.catalogue.wording import nearest, unknown_key, word
from sportello.errors import CatalogueInvalidError, SiteUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from sportello.catalogue.site import Site


@dataclass(frozen=True)
class Examined:
    """What a run over the pages found.

    Attributes:
        catalogue: what could be read; whole only when there are no errors.
        problems: all of them, by file and line.
    """

    catalogue: Catalogue
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the site."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)


def load_catalogue(site: Site) -> Catalogue:
    """Read and check all pages.

    Raises:
        CatalogueInvalidError: with every problem, when any is an error.
        SiteUnreadableError: there is no folder of pages.
    """
    examined = examine(site)
    if examined.errors:
        raise CatalogueInvalidError(examined.problems)
    return examined.catalogue


def examine(site: Site) -> Examined:
    """Read and check all pages; wrong ones are problems, never exceptions.

    Raises:
        SiteUnreadableError: there is no folder of pages.
    """
    problems: list[Problem] = []
    readings: list[Reading] = []
    for source in _sources(site, problems):
        record, refusals = _understand(source)
        problems += refusals
        if record:
            readings.append(Reading(record, source))
    catalogue = Catalogue(site, {reading.record.path: reading.record for reading in readings})
    unread = frozenset(problem.path for problem in problems)
    for check in ALL_CHECKS:
        problems += check(catalogue, readings, unread)
    return Examined(catalogue, tuple(sorted(problems, key=by_place)))


def _sources(site: Site, problems: list[Problem]) -> Iterator[Source]:
    if not site.docs.is_dir():
        raise SiteUnreadableError(f"{site.docs}: no such folder. Make it, or set `docs_dir` in mkdocs.yml.")
    for file in _markdown_files(site.docs):
        source = read_source(site.root, site.docs, file)
        if isinstance(source, Problem):
            problems.append(source)
        else:
            yield source


def _markdown_files(docs: Path) -> list[Path]:
    found = (p for p in docs.rglob("*.md") if p.is_file())
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(docs).parts))


def _understand(source: Source) -> tuple[Record | None, list[Problem]]:
    kind = source.data.get("kind", "page")
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        return None, [_unknown_kind(source, str(kind))]
    problems = [
        source.problem((key,), *unknown_key(key, _known(model))) for key in source.data if key in SET_BY_LOADER
    ]
    data = {**_without_nothing(source.data), "path": source.path, "body": source.body}
    try:
        record = model.model_validate(data)
    except ValidationError as error:
        return None, problems + [_refused(source, model, e) for e in error.errors(include_url=False)]
    return (None, problems) if problems else (record, [])


def _without_nothing(data: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """A field written without a value is a field left out, except in lists, where it is a mistake."""
    if isinstance(data, dict):
        return {key: _without_nothing(value) for key, value in data.items() if value is not None}
    return [_without_nothing(value) for value in data] if isinstance(data, list) else data


def _unknown_kind(source: Source, kind: str) -> Problem:
    near = nearest(kind, tuple(KINDS))
    expected = message("forse «%(near)s»", near=near) if near else message("uno di: %(known)s", known=", ".join(KINDS))
    return source.problem(("kind",), message("«%(value)s»", value=kind), expected)


def _refused(source: Source, model: type[BaseModel], error: ErrorDetails) -> Problem:
    place = error["loc"]
    found, expected = word(error, _known(_model_at(model, place[:-1])))
    return source.problem(place, found, expected)


def _known(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in SET_BY_LOADER)


def _model_at(model: type[BaseModel], place: tuple[str | int, ...]) -> type[BaseModel]:
    for part in place:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)



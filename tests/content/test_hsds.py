"""Every file of the HSDS API, in every language of the first site, against the schemas of HSDS 3.1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from sportello.catalogue import Catalogue
from sportello.open_data.api import api_files
from sportello.open_data.dataset import make_dataset
from sportello.open_data.entity import Entity
from sportello.pages.voice import Voice
from sportello.translation import load_translator
from tests.standards import standard

DAY = date(2026, 11, 22)
ABOUT = "index.json"
Schema = dict[str, Any]
SINGLE: Mapping[str, str] = {
    "organizations": "compiled/organization.json",
    "services": "compiled/service.json",
    "service_at_locations": "compiled/service_at_location.json",
    "taxonomies": "taxonomy.json",
    "taxonomy_terms": "taxonomy_term.json",
}
LISTED: Mapping[str, str] = {
    name: path.replace(".json", "_list.json") if "compiled" in path else path for name, path in SINGLE.items()
}


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> Mapping[str, Mapping[str, Entity]]:
    """Each language's files, by their paths below the API."""
    return {
        language: {path: json.loads(data) for path, data in _made(catalogue, language)}
        for language in catalogue.site.options.languages
    }


def test_every_file_keeps_to_its_schema(files: Mapping[str, Mapping[str, Entity]]) -> None:
    assert len(files) == 9
    for language, made in files.items():
        found = [
            f"{language}/{path}: {what}" for path, said in made.items() for what in _problems(path, said)
        ]
        assert found == []


def test_lists_tell_of_the_same_things_in_every_language(files: Mapping[str, Mapping[str, Entity]]) -> None:
    assert len({tuple(made) for made in files.values()}) == 1
    for name in SINGLE:
        listed = _contents(files["it"][f"{name}.json"])
        assert listed
        assert {f"{name}/{one['id']}.json" for one in listed} == {
            path for path in files["it"] if path.startswith(f"{name}/")
        }


def test_it_answers_at_paths_of_the_specification(files: Mapping[str, Mapping[str, Entity]]) -> None:
    assert {f"/{name}" for name in SINGLE} | {f"/{name}/{{id}}" for name in SINGLE} | {"/"} == set(
        _openapi()["paths"]
    )
    assert {path.split("/")[0].removesuffix(".json") for path in files["it"]} == {"index", *SINGLE}


@pytest.mark.parametrize("wrong", [{"id": "x"}, {"status": "open"}, {"url": "no address"}, {"unknown": 1}])
def test_a_fault_would_be_found(files: Mapping[str, Mapping[str, Entity]], wrong: Entity) -> None:
    path, said = next((p, one) for p, one in files["it"].items() if p.startswith("services/"))
    assert list(_problems(path, said)) == []
    assert len(list(_problems(path, {**said, **wrong}))) == 1


def _made(catalogue: Catalogue, language: str) -> Iterator[tuple[str, bytes]]:
    translator = load_translator(catalogue.site.translations, language)
    return api_files(make_dataset(Voice(catalogue, translator, DAY, dict.fromkeys(catalogue.pages, DAY))))


def _problems(path: str, said: Entity) -> Iterator[str]:
    name, _, one = path.removesuffix(".json").partition("/")
    if path == ABOUT:
        yield from _violations(_answer("/"), said)
    elif one and not one.startswith("page-"):
        yield from _violations(_schema(SINGLE[name]), said)
    else:
        page = {key: value for key, value in said.items() if key != "contents"}
        yield from _violations(_strict(_openapi()["components"]["schemas"]["Page"]), page)
        for listed in _contents(said):
            yield from _violations(_schema(LISTED[name]), listed)


def _contents(page: Entity) -> list[Entity]:
    contents = page["contents"]
    assert isinstance(contents, list)
    return contents


def _violations(validator: Draft202012Validator, said: Entity) -> Iterator[str]:
    return (f"{error.json_path}: {error.message}" for error in validator.iter_errors(said))


@cache
def _schema(path: str) -> Draft202012Validator:
    """The schema, which allows no name that the standard does not have."""
    return _strict(_read(path))


@cache
def _answer(path: str) -> Draft202012Validator:
    answer = _openapi()["paths"][path]["get"]["responses"]["200"]
    return _strict(answer["content"]["application/json"]["schema"])


def _strict(schema: Schema) -> Draft202012Validator:
    known = {
        **schema,
        "additionalProperties": False,
        "required": schema.get("required", [*schema["properties"]]),
    }
    return Draft202012Validator(known, format_checker=FormatChecker(), registry=_registry())


@cache
def _registry() -> Registry:
    return Registry(retrieve=lambda uri: Resource.from_contents(_read(uri), DRAFT202012))  # type: ignore[call-arg]


@cache
def _openapi() -> Schema:
    return _read("openapi.json")


def _read(path: str) -> Schema:
    found = json.loads(standard(f"hsds-3.1/schema/{path}").read_text("utf-8"))
    assert isinstance(found, dict)
    return found

"""`publiccode.yml` by the rules of its standard, 0.5, and against what the project says of itself."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

ROOT = Path(__file__).parents[2]
STATES = ["concept", "development", "beta", "stable", "obsolete"]
TYPES = [
    *(f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")),
    *("addon", "library", "configurationFiles"),
]
CATEGORIES = ["appointment-scheduling", "content-management", "website-builder"]
SCOPES = ["employment", "local-authorities", "welfare"]
"""Of the two controlled vocabularies, the words that are used."""

TEXT = {"type": "string", "minLength": 1}
SCHEMA = {
    "type": "object",
    "required": [
        *("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"),
        *("description", "legal", "maintenance", "localisation"),
    ],
    "properties": {
        "publiccodeYmlVersion": {"enum": ["0", "0.4", "0.4.0", "0.5", "0.5.0"]},
        "name": TEXT,
        "url": {"type": "string", "format": "uri", "pattern": "^https://"},
        "softwareVersion": TEXT,
        "releaseDate": {"type": "string", "format": "date"},
        "platforms": {"type": "array", "minItems": 1, "items": TEXT},
        "categories": {"type": "array", "minItems": 1, "items": {"enum": CATEGORIES}},
        "developmentStatus": {"enum": STATES},
        "softwareType": {"enum": TYPES},
        "intendedAudience": {
            "type": "object",
            "properties": {
                "scope": {"type": "array", "items": {"enum": SCOPES}},
                "countries": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}},
            },
            "additionalProperties": False,
        },
        "description": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
            "additionalProperties": {
                "type": "object",
                "required": ["shortDescription", "longDescription", "features"],
                "properties": {
                    "shortDescription": {"type": "string", "minLength": 1, "maxLength": 150},
                    "longDescription": {"type": "string", "minLength": 150, "maxLength": 10_000},
                    "features": {"type": "array", "minItems": 1, "items": {**TEXT, "maxLength": 100}},
                },
                "additionalProperties": False,
            },
        },
        "legal": {
            "type": "object",
            "required": ["license"],
            "properties": {"license": TEXT},
            "additionalProperties": False,
        },
        "maintenance": {
            "type": "object",
            "required": ["type"],
            "properties": {
                "type": {"enum": ["internal", "contract", "community", "none"]},
                "contacts": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "object", "required": ["name"]},
                },
                "contractors": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "object", "required": ["name", "until"]},
                },
            },
            "additionalProperties": False,
            "allOf": [
                {
                    "if": {"properties": {"type": {"enum": ["internal", "community"]}}},
                    "then": {"required": ["contacts"]},
                },
                {
                    "if": {"properties": {"type": {"const": "contract"}}},
                    "then": {"required": ["contractors"]},
                },
            ],
        },
        "localisation": {
            "type": "object",
            "required": ["localisationReady", "availableLanguages"],
            "properties": {
                "localisationReady": {"type": "boolean"},
                "availableLanguages": {"type": "array", "minItems": 1, "items": TEXT},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
"""What the standard demands, of the keys that are used."""


@pytest.fixture(scope="module")
def said() -> dict[str, object]:
    found = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def problems(said: object) -> list[str]:
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(said)]


def test_it_keeps_to_its_standard(said: dict[str, object]) -> None:
    assert problems(said) == []


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("categories", ["website-management"]),
        ("developmentStatus", "finished"),
        ("maintenance", {"type": "community"}),
        ("url", "sportello.git"),
    ],
)
def test_what_the_standard_does_not_know_is_named(said: dict[str, object], key: str, wrong: object) -> None:
    assert [problem for problem in problems({**said, key: wrong}) if problem.startswith(f"$.{key}")]


def test_it_says_what_the_project_says(said: dict[str, object]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert said["softwareVersion"] == project["version"]
    assert said["legal"] == {"license": project["license"]}
    assert _within(said, "description", "en", "shortDescription") == project["description"]
    languages = site["plugins"][0]["sportello"]["languages"]
    assert _within(said, "localisation", "availableLanguages") == languages


def _within(found: object, *keys: str) -> object:
    for key in keys:
        assert isinstance(found, dict)
        found = found[key]
    return found

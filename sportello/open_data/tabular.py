"""HSDS 3.1 as tables: one CSV file a kind of object, described by `datapackage.json` (Frictionless Data Package 1)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from sportello.open_data.api import as_json
from sportello.open_data.entity import Entity, brief, nested

if TYPE_CHECKING:
    from sportello.open_data.dataset import Dataset

LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_TABLES: Mapping[str, str] = {
    "organizations": "organizations",
    "programs": "programs",
    "services": "services",
    "service_at_locations": "service_at_location",
    "locations": "locations",
    "addresses": "addresses",
    "phones": "phones",
    "languages": "languages",
    "schedules": "schedules",
    "service_areas": "service_areas",
    "required_documents": "required_documents",
    "cost_options": "cost_options",
    "funding": "funding",
    "attributes": "attributes",
    "taxonomies": "taxonomies",
    "taxonomy_terms": "taxonomy_terms",
}
"""The names of nested lists, and those of the tables that the specification gives them."""
_ONE = {"location": "locations", "program": "programs"}
_REFERS = {
    "organization_id": "organizations",
    "program_id": "programs",
    "service_id": "services",
    "location_id": "locations",
    "taxonomy_id": "taxonomies",
    "taxonomy_term_id": "taxonomy_terms",
}
_FORMATS = {"email": "email", "url": "uri", "website": "uri", "uri": "uri", "term_uri": "uri"}
_DATES = ("valid_from", "valid_to")
_TYPES = {
    "last_modified": "datetime",
    "extension": "integer",
    "amount": "number",
    "latitude": "number",
    "longitude": "number",
}
_TIMES = ("opens_at", "closes_at")


def tabular_files(dataset: Dataset, name: str, title: str) -> Iterator[tuple[str, bytes]]:
    """The tables that have rows and their description.

    Args:
        dataset: of one language.
        name: of the package, small letters.
        title: for people.
    """
    tables = _tables(dataset)
    resources = []
    for table, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows.values() for column in row))
        yield f"{table}.csv", _csv(columns, rows.values())
        resources.append(_resource(table, columns, tables))
    package = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "licenses": [LICENSE],
        "resources": resources,
    }
    yield "datapackage.json", as_json(package)


def _tables(dataset: Dataset) -> Mapping[str, Mapping[str, Entity]]:
    tables: dict[str, dict[str, Entity]] = {table: {} for table in _TABLES.values()}
    for name in ("organizations", "services", "service_at_locations", "taxonomies", "taxonomy_terms"):
        for one in getattr(dataset, name):
            _gather(_TABLES[name], one, tables)
    return {table: rows for table, rows in tables.items() if rows}


def _gather(table: str, full: Entity, tables: Mapping[str, dict[str, Entity]]) -> None:
    known = tables[table].setdefault(str(full["id"]), {})
    known.update(brief(full))
    for name in full:
        inner = _ONE.get(name) or _TABLES.get(name)
        for one in nested(full, name) if inner else ():
            _gather(str(inner), one, tables)


def _csv(columns: list[str], rows: Iterable[Entity]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")  # RFC 4180
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _resource(table: str, columns: list[str], tables: Mapping[str, Mapping[str, Entity]]) -> Entity:
    references = [
        {"fields": column, "reference": {"resource": _REFERS[column], "fields": "id"}}
        for column in columns
        if _REFERS.get(column) in tables and _REFERS.get(column) != table
    ]
    schema: Entity = {"fields": [_field(column) for column in columns], "primaryKey": "id"}
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {**schema, "foreignKeys": references} if references else schema,
    }


def _field(column: str) -> Entity:
    if column in _TIMES:
        return {"name": column, "type": "time", "format": "%H:%M"}
    if column in _DATES:
        return {"name": column, "type": "date"}
    if column in _TYPES:
        return {"name": column, "type": _TYPES[column]}
    field: Entity = {"name": column, "type": "string"}
    if column in _FORMATS:
        field["format"] = _FORMATS[column]
    if column == "id":
        field |= {"format": "uuid", "constraints": {"required": True, "unique": True}}
    return field

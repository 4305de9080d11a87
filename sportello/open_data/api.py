"""HSDS 3.1 as an API of files: the paths of its specification with `.json` at the end, lists in pages.

`services.json` is the first page, `services/page-2.json` the second, `services/<id>.json` one service in full.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields

from sportello.open_data.dataset import Dataset
from sportello.open_data.entity import Entity, brief

PER_PAGE = 100
ABOUT = {
    "version": "3.1",
    "profile": "https://docs.openreferral.org/en/3.1/",
    "openapi_url": "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json",
}


def api_files(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Each file's path below the API's root, and what stands in it."""
    yield "index.json", as_json(ABOUT)
    for name in (field.name for field in fields(dataset)):
        entities: Sequence[Entity] = getattr(dataset, name)
        for number, page in enumerate(pages([_listed(one) for one in entities]), 1):
            yield f"{name}.json" if number == 1 else f"{name}/page-{number}.json", as_json(page)
        for one in entities:
            yield f"{name}/{one['id']}.json", as_json(one)


def pages(entities: Sequence[Entity], per_page: int = PER_PAGE) -> Iterator[Entity]:
    """A list as the specification's `Page` objects, numbered from 1; an empty list has one empty page."""
    total = max(1, -(-len(entities) // per_page))
    for number in range(1, total + 1):
        contents = entities[(number - 1) * per_page : number * per_page]
        yield {
            "total_items": len(entities),
            "total_pages": total,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number == total,
            "empty": not contents,
            "contents": contents,
        }


def as_json(data: object) -> bytes:
    """The same bytes for the same data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


_NESTED_IN_LISTS = ("organization", "program", "service", "location")


def _listed(full: Entity) -> Entity:
    """What a list says of an object: its own fields, and briefly the one object of each kind it belongs to."""
    belongs = {name: brief(one) for name in _NESTED_IN_LISTS if isinstance(one := full.get(name), dict)}
    return {**brief(full), **belongs}

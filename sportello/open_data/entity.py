"""Records of the Human Services Data Specification as plain data."""

from __future__ import annotations

from collections.abc import Iterator

Entity = dict[str, object]
"""An object of HSDS 3.1: field names as its schemas have them, nested objects under the names of their lists."""


def entity(**fields: object) -> Entity:
    """An object of the fields that have content: what is not known is left out, an empty text that is required stays.

    Required texts of the standard that the catalogue does not know are given as "".
    """
    return {name: value for name, value in fields.items() if value is not None and value != []}


def brief(full: Entity) -> Entity:
    """The object without what is nested in it."""
    return {name: value for name, value in full.items() if not isinstance(value, list | dict)}


def nested(full: Entity, name: str) -> Iterator[Entity]:
    """The objects below a name: those of a list, or the one."""
    value = full.get(name)
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one

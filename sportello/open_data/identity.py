"""Identifiers that stay the same from build to build, on every machine, and in every language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

if TYPE_CHECKING:
    from sportello.catalogue.record import Record


@dataclass(frozen=True)
class Identities:
    """UUIDs (RFC 9562, version 5) below the site's canonical address.

    Attributes:
        site_url: `site_url` of `mkdocs.yml`: two sites that have a page of the same name must not share its UUID.
    """

    site_url: str

    @cached_property
    def _namespace(self) -> UUID:
        return uuid5(NAMESPACE_URL, self.site_url)

    def of(self, record: Record) -> str:
        """A page's: its file below the folder of pages."""
        return self.part(record.path)

    def part(self, *names: str) -> str:
        """That of something a page says: the page's file, what it is, and its place or value there."""
        return str(uuid5(self._namespace, "#".join(names)))

"""Small catalogues made in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sportello.catalogue import Catalogue, Site, SiteOptions
from sportello.catalogue.model import KINDS, Record


def record(path: str, kind: str, **fields: Any) -> Record:
    """A record with a title and a summary, as if it stood at `path`."""
    data = {"kind": kind, "path": path, "title": path, **fields}
    if "summary" in KINDS[kind].model_fields and KINDS[kind].model_fields["summary"].is_required():
        data.setdefault("summary", "Riassunto")
    return KINDS[kind].model_validate(data)


def municipality(slug: str, istat: str, title: str, *spellings: str) -> Record:
    """A municipality."""
    return record(f"comuni/{slug}.md", "municipality", title=title, istat=istat, province="Cremona", spellings=spellings)


def organization(slug: str, *, receives: bool = True) -> Record:
    """An organization, which receives requests unless told otherwise."""
    to = {"requests_to": f"{slug}@example.org"} if receives else {}
    return record(f"enti/{slug}.md", "organization", **to)


def catalogue(*records: Record, **options: Any) -> Catalogue:
    """A catalogue of these records."""
    site = Site(Path("site"), Path("site/docs"), Path("site/translations"), options=SiteOptions(**options))
    return Catalogue(site, {r.path: r for r in records})

"""Small catalogues made in memory."""

from __future__ import annotations

from pathlib import Path

from sportello.catalogue import Catalogue, Site, SiteOptions
from sportello.catalogue.model import KINDS
from sportello.catalogue.record import Record


def record(path: str, kind: str, **fields: object) -> Record:
    """A record with a title and a summary, as if it stood at `path`."""
    data: dict[str, object] = {"kind": kind, "path": path, "title": path, **fields}
    if "summary" in KINDS[kind].model_fields and KINDS[kind].model_fields["summary"].is_required():
        data.setdefault("summary", "Riassunto")
    return KINDS[kind].model_validate(data)


def municipality(slug: str, istat: str, title: str, *spellings: str) -> Record:
    """A municipality."""
    return record(
        f"comuni/{slug}.md", "municipality", title=title, istat=istat, province="Cremona", spellings=spellings
    )


def organization(slug: str, *, receives: bool = True) -> Record:
    """An organization, which receives requests unless told otherwise."""
    to = {"requests_to": f"{slug}@example.org"} if receives else {}
    return record(f"enti/{slug}.md", "organization", **to)


def catalogue(*records: Record, **options: object) -> Catalogue:
    """A catalogue of these records."""
    site = Site(
        Path("site"),
        Path("site/docs"),
        Path("site/translations"),
        options=SiteOptions.model_validate(options),
    )
    return Catalogue(site, {r.path: r for r in records})

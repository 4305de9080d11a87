"""Addresses: of pages (directory URLs, relative to the page that links) and of forms (absolute paths)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode, urlsplit


@cache
def page_url(path: str) -> str:
    """The address of a page below its language's root: `servizi/x.md` → `servizi/x/`, `index.md` → ``."""
    folder, name = posixpath.split(path)
    stem = name.removesuffix(".md")
    parts = [part for part in (folder, "" if stem in {"index", "README"} else stem) if part]
    return "".join(f"{part}/" for part in parts)


def relative_url(target: str, base: str) -> str:
    """The way from one address below the root to another: (`enti/a/`, `servizi/x/`) → `../../enti/a/`.

    Args:
        target: where to go.
        base: the folder where one stands; ends in a slash or is empty.
    """
    return way_to_root(base) + target or "./"


def way_to_root(base: str) -> str:
    """The way from a folder up to the root: `servizi/x/` → `../../`."""
    return "../" * base.count("/")


def base_path(site_url: str) -> str:
    """The path of the site's root on its host, with a slash on both ends."""
    path = urlsplit(site_url).path.strip("/")
    return f"/{path}/" if path else "/"


@dataclass(frozen=True)
class FormsAddress:
    """Where the forms of one language stand.

    Attributes:
        root: absolute path, `/moduli/it/`.
    """

    root: str

    def form(self, kind: str, **chosen: str | None) -> str:
        """The address of a form with what is already chosen.

        Args:
            kind: the last part of the path: `contatto`, `appuntamento`, or nothing for the general entry.
            chosen: query by name (`progetto`, `servizio`, `sportello`, `comune`); None is left out.
        """
        query = urlencode({name: value for name, value in chosen.items() if value})
        return f"{self.root}{kind}{'?' if query else ''}{query}"

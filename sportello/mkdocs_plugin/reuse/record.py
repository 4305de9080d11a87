"""What is remembered of a language's build."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Stamp = tuple[int, int, int]
"""Size, time of change in nanoseconds, inode: what tells whether a file is still the one that was written."""


@dataclass(frozen=True)
class PageRecord:
    """A page as it was built.

    Attributes:
        digest: of its own inputs.
        html: the file below the language's folder.
        meta: MkDocs' `page.meta`.
        title: MkDocs' `page.title`.
        updated: MkDocs' `page.update_date`.
        anchors: the fragments that lead into it.
        leads_to: the pages to whose fragments it links.
    """

    digest: str
    html: str
    meta: Mapping[str, Any]
    title: str | None
    updated: str
    anchors: frozenset[str] | None
    leads_to: tuple[str, ...]


@dataclass(frozen=True)
class LanguageRecord:
    """A language as it was built.

    Attributes:
        common: digest of what all its pages depend on.
        data: digest of what its calendars and its open data depend on.
        said: the digest of each page's catalogue, and of what it says of front matter, by the page's path.
        pages: those that may be kept: they caused no warning, which would have to be given again.
        data_files: below the language's folder, as `files`.
        files: everything in the language's folder, with its stamp.
        heard: whether warnings could be noticed: a quiet build does not even make them.
        in_place: whether what is not newly made lies where the site is to be, and not in the folder of the new build.
    """

    common: str
    data: str
    said: Mapping[str, tuple[str, str]]
    pages: Mapping[str, PageRecord]
    data_files: tuple[str, ...]
    files: Mapping[str, Stamp]
    heard: bool
    in_place: bool


def stamps(folder: Path, foreign: frozenset[str] = frozenset()) -> dict[str, Stamp]:
    """The stamp of each file below a language's folder.

    Args:
        folder: where a language stands.
        foreign: names of what stands in the folder and belongs to others: the other languages at the site's root.
    """
    found: dict[str, Stamp] = {}
    if folder.is_dir():
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name not in foreign and (
                    not entry.name.startswith(".") or entry.name == ".sportello"
                ):
                    _stamp(entry, "", found)
    return found


def _stamp(entry: os.DirEntry[str], above: str, found: dict[str, Stamp]) -> None:
    name = above + entry.name
    if entry.is_dir(follow_symlinks=False):
        with os.scandir(entry.path) as entries:
            for below in entries:
                _stamp(below, f"{name}/", found)
    else:
        stat = entry.stat(follow_symlinks=False)
        found[name] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)


def read_record(file: Path) -> LanguageRecord | None:
    """A record as it was written; None where there is none that this version understands."""
    try:
        record = pickle.loads(file.read_bytes())  # noqa: S301 - our own file in the site's own folder
    except Exception:  # noqa: BLE001 - whatever cannot be read is built anew
        return None
    return record if isinstance(record, LanguageRecord) else None


def write_record(record: LanguageRecord, file: Path) -> None:
    """Write a record where `read_record` will look for it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pickle.dumps(record, pickle.HIGHEST_PROTOCOL))

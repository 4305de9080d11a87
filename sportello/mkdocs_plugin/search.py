"""The search of one language: its index, by Pagefind, and what the search box adds to it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from pagefind_bin_extended import get_executable

from sportello.catalogue.model import Listing
from sportello.pages.links import page_url

if TYPE_CHECKING:
    from pathlib import Path

    from sportello.pages.head import PageData
    from sportello.pages.voice import Voice

KINDS = (
    "service",
    "program",
    "location",
    "municipality",
    "text",
    "event",
    "news",
    "organization",
    "listing",
    "directory",
)
"""The kinds of pages (`PageData.kind`) that search finds, those that a person is likeliest to need first."""

MARKS: Mapping[str, str] = {kind: "•" * number for number, kind in enumerate(KINDS, start=1)}
"""How the index says a page's kind: queries would find letters, and Pagefind's filters make no two builds alike."""

WORDS = "pagefind/words.txt"
MOST_WORDS = 20_000
"""Bytes of `WORDS`: what a search that finds nothing may cost more."""

_CHUNK = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "4000"}
"""Places in pages that a file of the index holds; Pagefind's 20,000 make 40 KB, and a query asks for several files."""
# Pagefind's own search boxes, and its worker: a search takes milliseconds, and the box asks in the page itself.
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
_WORD = re.compile(r"[^\W\d_]{4,}")


def index_site(site_dir: Path, pages: Mapping[str, PageData]) -> None:
    """Write `pagefind/` into a built language.

    Args:
        site_dir: the folder of the language; at the root it holds the other languages' folders too.
        pages: the pages that belong to it, by path.

    Raises:
        PluginError: with Pagefind's own words.
    """
    command = [str(get_executable()), "--site", str(site_dir), "--glob", page_glob(pages), "--silent"]
    run = subprocess.run(  # noqa: S603 - the packaged program
        command, capture_output=True, text=True, check=False, env={**os.environ, **_CHUNK}
    )
    if run.returncode:
        raise PluginError(
            f"The search index could not be made. Pagefind says: {run.stdout}{run.stderr}".strip()
        )
    for pattern in _UNUSED:
        for file in (site_dir / "pagefind").glob(pattern):
            file.unlink()
    (site_dir / WORDS).write_text(known_words(pages.values()), encoding="utf-8")


def page_glob(paths: Iterable[str]) -> str:
    """A pattern that meets the pages of one language only: those at its root, and those below its folders."""
    folders = sorted({page_url(path).split("/")[0] for path in paths} - {""})
    return f"{{{','.join(['index.html', *(f'{folder}/**/*.html' for folder in folders)])}}}"


def known_words(pages: Iterable[PageData]) -> str:
    """The words of titles and keywords, with spaces between them, for queries that are misspelt or inflected.

    No word twice, none shorter than four letters, the likeliest kinds of pages first, `MOST_WORDS` bytes at most.
    """
    found: dict[str, None] = {}
    size = 0
    findable = (page for page in pages if page.kind in KINDS)
    for page in sorted(findable, key=lambda page: KINDS.index(page.kind)):
        for word in _WORD.findall(f"{page.head.title.text} {page.head.keywords or ''}".lower()):
            if word not in found:
                size += len(word.encode()) + 1
                if size > MOST_WORDS:
                    return " ".join(found)
                found[word] = None
    return " ".join(found)


def kind_names(voice: Voice) -> Mapping[str, str]:
    """What groups of results are called, by their mark: the title of the page that lists the kind, if there is one."""
    lists = (record for record in voice.catalogue.pages.values() if isinstance(record, Listing))
    titles = {record.of: voice.title(record).text for record in lists}
    return {mark: titles[kind] for kind, mark in MARKS.items() if kind in titles}

"""The search index of one language, by Pagefind."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from mkdocs.exceptions import PluginError
from pagefind_bin import get_executable

from sportello.pages.links import page_url

# Pagefind's own search boxes: the theme has one.
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")


def index_site(site_dir: Path, paths: Iterable[str]) -> None:
    """Write `pagefind/` into a built language.

    Args:
        site_dir: the folder of the language; at the root it holds the other languages' folders too.
        paths: the pages that belong to it.

    Raises:
        PluginError: with Pagefind's own words.
    """
    command = [str(get_executable()), "--site", str(site_dir), "--glob", page_glob(paths), "--silent"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the packaged program
    if run.returncode:
        raise PluginError(
            f"The search index could not be made. Pagefind says: {run.stdout}{run.stderr}".strip()
        )


def page_glob(paths: Iterable[str]) -> str:
    """A pattern that meets the pages of one language only: those at its root, and those below its folders."""
    folders = sorted({page_url(path).split("/")[0] for path in paths} - {""})
    return f"{{{','.join(['index.html', *(f'{folder}/**/*.html' for folder in folders)])}}}"

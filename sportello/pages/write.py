"""Finished Markdown of one language in a folder, for site generators other than MkDocs.

They need the extensions `md_in_html` and `attr_list`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sportello.pages.calendars import calendar_files
from sportello.pages.make import make_page
from sportello.pages.render import make_renderer

if TYPE_CHECKING:
    from sportello.pages.voice import Voice


def write_pages(voice: Voice, folder: Path) -> None:
    """Write every page with its front matter, and the calendars, below `folder`."""
    renderer = make_renderer(voice)
    for path, record in voice.catalogue.pages.items():
        page = renderer.render(make_page(voice, record))
        front_matter = yaml.safe_dump(dict(page.meta), allow_unicode=True, width=10_000)
        _write(folder / path, f"---\n{front_matter}---\n{page.markdown}".encode())
    for path, data in calendar_files(voice):
        _write(folder / path, data)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)

"""All files of open data of one language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sportello.open_data.api import api_files
from sportello.open_data.atom import feed_files
from sportello.open_data.dataset import make_dataset
from sportello.open_data.desks_map import map_files
from sportello.open_data.linked import linked_files
from sportello.open_data.tabular import tabular_files

if TYPE_CHECKING:
    from sportello.pages.voice import Voice

FOLDER = "dati"


def open_data_files(voice: Voice) -> Iterator[tuple[str, bytes]]:
    """Each file's path below the language's root, and what stands in it; the same bytes for the same content."""
    dataset = make_dataset(voice)
    for path, data in api_files(dataset):
        yield f"{FOLDER}/hsds/{path}", data
    title = voice.translator.text(voice.catalogue.site.name).text
    for path, data in tabular_files(dataset, f"sportello-{voice.language}".lower(), title):
        yield f"{FOLDER}/tabelle/{path}", data
    yield from feed_files(voice)
    yield from linked_files(voice)
    yield from map_files(voice)

"""Noticing saved pages and catalogues."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from sportello.catalogue.site import Site
from sportello.serving.events import ContentChanged, Events, WatchFailed

_EDITORS_LEFTOVERS = DefaultFilter()


def is_content(_change: Change, path: str) -> bool:
    """Whether a file below docs/ or translations/ counts: not what editors write beside the file being edited."""
    return _EDITORS_LEFTOVERS(_change, path) and not Path(path).name.startswith(".")


def is_configuration(_change: Change, path: str) -> bool:
    """Whether a file of the site's folder is its configuration."""
    return Path(path).name == "mkdocs.yml"


@contextmanager
def watching(site: Site, events: Events) -> Iterator[None]:
    """Report what is saved as `ContentChanged` meanwhile.

    The folder of mkdocs.yml is watched, not the file: many editors replace a file when saving.
    """
    stop = threading.Event()
    folders = [folder for folder in (site.docs, site.translations) if folder.is_dir()]
    watchers = (
        threading.Thread(target=_watch_content, args=(site, folders, events, stop), daemon=True),
        threading.Thread(target=_watch_configuration, args=(site, events, stop), daemon=True),
    )
    for watcher in watchers:
        watcher.start()
    try:
        yield
    finally:
        stop.set()
        for watcher in watchers:
            watcher.join()


def _watch_content(site: Site, folders: list[Path], events: Events, stop: threading.Event) -> None:
    changes = watch(*folders, watch_filter=is_content, stop_event=stop, raise_interrupt=False)
    _report(site, changes, events)


def _watch_configuration(site: Site, events: Events, stop: threading.Event) -> None:
    changes = watch(
        site.root, watch_filter=is_configuration, stop_event=stop, raise_interrupt=False, recursive=False
    )
    _report(site, changes, events)


def _report(site: Site, batches: Iterator[set[tuple[Change, str]]], events: Events) -> None:
    try:
        for batch in batches:
            first = min(path for _change, path in batch)
            events.put(ContentChanged(str(Path(first).relative_to(site.root))))
    except OSError as error:
        events.put(WatchFailed(str(error)))

"""Runs the builds of the site, one at a time, and puts the good ones on show."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sportello.serving.events import Events
from sportello.serving.places import Places
from sportello.serving.process import Process
from sportello.serving.progress import Progress


def build_command(folder: Path) -> list[str]:
    """The command that builds all languages into `folder`."""
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]


class Builder:
    """The build that is going on, if any."""

    def __init__(self, places: Places, events: Events) -> None:
        self._places = places
        self._events = events
        self._number = places.last_number()
        self._process: Process | None = None
        self._progress: Progress | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a build is going on."""
        return self._process is not None

    def start(self, path: str | None) -> None:
        """Build, since `path` was saved or, without one, for the first time. An unfinished build is given up."""
        self.end()
        self._number += 1
        folder = prepare_build(self._places, self._number)
        self._progress = Progress(
            "Building the site" if path is None else f"{path} was saved. Building the site"
        )
        self._process = Process(build_command(folder), self._places, self._events)

    def tick(self) -> None:
        """Say that the build goes on."""
        if self._process is not None and self._progress is not None:
            self._progress.tick()

    def is_current(self, process: Process) -> bool:
        """Whether `process` is the build going on, not one that was given up."""
        return process is self._process

    def finish(self, status: int) -> bool:
        """The current build ended: show what it made, if it went well, and say whether it did."""
        self._process = None
        if status == 0:
            publish(self._places, self._folder)
        if self._progress is not None:
            self._progress.end("Built" if status == 0 else "Not built")
        return status == 0

    def announce(self) -> None:
        """Tell open pages that the build on show is a new one."""
        self._places.announce(self._number)

    def end(self) -> None:
        """Give up the build that is going on, if any."""
        if self._process is not None:
            self._process.end()
        self._process = None

    @property
    def _folder(self) -> Path:
        return self._places.builds / str(self._number)


def prepare_build(places: Places, number: int) -> Path:
    """An unused folder for build `number`. Of earlier builds only the one on show is kept."""
    places.builds.mkdir(parents=True, exist_ok=True)
    on_show = places.site.resolve()
    for folder in places.builds.iterdir():
        if folder.resolve() != on_show:
            shutil.rmtree(folder)
    return places.builds / str(number)


def publish(places: Places, folder: Path) -> None:
    """Put a finished build on show. A reader meets the old site or the new one, never half of each."""
    if places.site.is_dir() and not places.site.is_symlink():
        shutil.rmtree(places.site)
    fresh = places.var / "site.next"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(folder.relative_to(places.var))
    fresh.replace(places.site)

"""Prints what of the leaflets is missing, once the site is on show: pages need not wait for them."""

from __future__ import annotations

import sys

from sportello.catalogue.site import Site
from sportello.serving.events import Events
from sportello.serving.places import Places
from sportello.serving.process import Process


class Printing:
    """The printing that is going on, if any."""

    def __init__(self, site: Site, places: Places, events: Events) -> None:
        self._wanted = bool(site.options.leaflets)
        self._places = places
        self._events = events
        self._process: Process | None = None

    def start(self) -> None:
        """Print for the site on show. An unfinished printing is given up; what it made is kept."""
        self.end()
        if self._wanted:
            command = [
                sys.executable,
                "-m",
                "sportello",
                "leaflets",
                "--quiet",
                "--to",
                str(self._places.site),
            ]
            self._process = Process(command, self._places, self._events)

    def end(self) -> None:
        """Give up the printing that is going on, if any."""
        if self._process is not None:
            self._process.end()
        self._process = None

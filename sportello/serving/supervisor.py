"""The supervisor of `make serve`: builds, serves, watches, and leaves no process behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue

import click

from sportello.catalogue.site import Site
from sportello.errors import ServingFailedError
from sportello.serving.builder import Builder
from sportello.serving.crew import Crew
from sportello.serving.events import (
    ContentChanged,
    Event,
    Events,
    ProcessEnded,
    StopAsked,
    WatchFailed,
    WebAnswers,
)
from sportello.serving.messages import addresses
from sportello.serving.places import Places
from sportello.serving.printing import Printing
from sportello.serving.process import Process
from sportello.serving.watching import watching

TICK = 0.5
"""Seconds between looks at the clock while something is going on."""


class Supervisor:
    """One run of the server. All is done in one thread, event by event; other threads only report."""

    def __init__(self, site: Site, places: Places) -> None:
        self._site = site
        self._places = places
        self._events: Events = SimpleQueue()
        self._builder = Builder(places, self._events)
        self._crew = Crew(places, self._events)
        self._printing = Printing(site, places, self._events)
        self._is_serving = False

    def run(self) -> None:
        """Serve until told to stop.

        Raises:
            ServingFailedError: the first build failed, or the web process did not start; each has said why.
        """
        with _signals_reported(self._events), watching(self._site, self._events):
            try:
                self._builder.start(None)
                while not isinstance(event := self._next_event(), StopAsked):
                    self._handle(event)
                click.echo("\nStopping …")
            finally:
                self._builder.end()
                self._printing.end()
                self._crew.end()
        click.echo("Stopped.")

    def _next_event(self) -> Event | None:
        is_waiting = self._builder.is_busy or self._crew.is_waiting
        try:
            return self._events.get(timeout=TICK if is_waiting else None)
        except Empty:
            return None

    def _handle(self, event: Event | None) -> None:
        match event:
            case None:
                self._builder.tick()
                self._crew.revive()
            case ContentChanged(path):
                self._printing.end()
                self._builder.start(path)
            case WatchFailed(cause):
                click.echo(f"Saved pages will not be noticed ({cause}). Start again to see them.")
            case WebAnswers(process):
                self._show(process)
            case ProcessEnded(process, status) if self._builder.is_current(process):
                self._take_build(status)
            case ProcessEnded(process) if self._crew.is_web(process) and not self._is_serving:
                message = "The forms cannot be started. Put right what is said above, then start again."
                raise ServingFailedError(message)
            case ProcessEnded(process, status):
                self._crew.note_end(process, status)

    def _take_build(self, status: int) -> None:
        if self._builder.finish(status):
            self._crew.restart()
        elif self._is_serving:
            click.echo("Put right what is said above and save again. Until then the last good site is shown.")
        else:
            message = "The site cannot be built. Put right what is said above, then start again."
            raise ServingFailedError(message)

    def _show(self, process: Process) -> None:
        """Pages are told to reload only now, since they would find nobody to answer before."""
        if not self._crew.note_web(process):
            return
        self._builder.announce()
        if not self._is_serving:
            self._is_serving = True
            mail_leaves = bool(os.environ.get("SPORTELLO_SMTP_HOST", "").strip())
            click.echo(addresses(self._site, self._places.port, mail_leaves=mail_leaves))
            click.echo("Ctrl-C stops it.")
        self._printing.start()


@contextmanager
def _signals_reported(events: Events) -> Iterator[None]:
    """Turn the signals that end a program into an event meanwhile."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, lambda *_: events.put(StopAsked())) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)

"""The web process and the worker: started, restarted when one dies, ended."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

import click

from sportello.serving.events import Events, WebAnswers
from sportello.serving.places import Places
from sportello.serving.ports import HOST, is_answering
from sportello.serving.process import Process

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY = 60.0
"""Seconds of life after which earlier deaths are forgotten."""


def web_command(port: int) -> list[str]:
    """The command that serves site and forms."""
    return [
        *(sys.executable, "-m", "waitress", f"--listen={HOST}:{port}"),
        *("--call", "forms_app:create_app"),
    ]


def worker_command() -> list[str]:
    """The command that delivers what citizens sent."""
    return [sys.executable, "-m", "flask", "--app", "forms_app", "worker"]


def next_pause(last_pause: float, lived: float) -> float:
    """Seconds until a program that died is started again; 0 as `last_pause` for the first death."""
    if lived >= STEADY or last_pause == 0:
        return FIRST_PAUSE
    return min(last_pause * 2, LONGEST_PAUSE)


class Post:
    """One program that is to be running all the time."""

    def __init__(self, name: str, start: Callable[[], Process]) -> None:
        self.name = name
        self.process: Process | None = None
        self.due: float | None = None
        self._start = start
        self._started = 0.0
        self._pause = 0.0

    def start(self) -> Process:
        """Start it now."""
        self.due = None
        self._started = time.monotonic()
        self.process = self._start()
        return self.process

    def note_death(self, status: int) -> None:
        """It ended by itself: say so, and plan the next start."""
        now = time.monotonic()
        self._pause = next_pause(self._pause, now - self._started)
        self.process, self.due = None, now + self._pause
        click.echo(f"{self.name} ended (status {status}). It starts again in {self._pause:.0f} s.")

    def end(self) -> None:
        """End it, and plan no other start."""
        self.due = None
        if self.process is not None:
            self.process.end()
        self.process = None


class Crew:
    """The two programs behind the address. The worker starts after the web process has set up keys and database."""

    def __init__(self, places: Places, events: Events) -> None:
        self._places = places
        self._events = events
        self._web = Post("The web process", lambda: Process(web_command(places.port), places, events))
        self._worker = Post("The worker", lambda: Process(worker_command(), places, events))

    @property
    def is_waiting(self) -> bool:
        """Whether a program that died is to be started again."""
        return any(post.due is not None for post in self._posts())

    def restart(self) -> None:
        """Start both anew, so that they read the content again."""
        self.end()
        self._start(self._web)

    def is_web(self, process: Process) -> bool:
        """Whether `process` is the web process, not one that was replaced."""
        return process is self._web.process

    def note_web(self, process: Process) -> bool:
        """The web process answers: start the worker. False if it is one that was replaced meanwhile."""
        if not self.is_web(process):
            return False
        if self._worker.process is None:
            self._worker.start()
        return True

    def note_end(self, process: Process, status: int) -> None:
        """A process ended; those that were told to are no longer known here."""
        for post in self._posts():
            if post.process is process:
                post.note_death(status)

    def revive(self) -> None:
        """Start what is due."""
        for post in self._posts():
            if post.due is not None and post.due <= time.monotonic():
                self._start(post)

    def end(self) -> None:
        """End both, side by side."""
        for post in self._posts():
            if post.process is not None:
                post.process.release()
        for post in self._posts():
            post.end()

    def _posts(self) -> tuple[Post, Post]:
        return self._web, self._worker

    def _start(self, post: Post) -> None:
        process = post.start()
        if post is self._web:
            threading.Thread(target=self._report_answer, args=(process,), daemon=True).start()

    def _report_answer(self, process: Process) -> None:
        while process.is_running:
            if is_answering(self._places.port):
                self._events.put(WebAnswers(process))
                return
            time.sleep(0.1)

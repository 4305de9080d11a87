"""Run by the tests: a process that kills itself with SIGKILL at the n-th thing that it does on the way to be tried.

Everything is imported once; each life is a fork, told on standard input when it is to end (`line:137`, `sql:4`,
`line:0` for never), so that a death costs little. Arguments: `web` and a listening socket's number, or `worker`.
Standard output tells of each life: `died SIGNAL` or `lived LINES SQL ACCEPTED`, the last being the
line after which the mail server had accepted the mail.
"""

from __future__ import annotations

import functools
import os
import signal
import smtplib
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import flask_mail
import sqlalchemy as sa
import waitress

import forms_app
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.worker import run
from forms_app.requests.context import Directory
from forms_app.settings import load_settings
from forms_app.workshop import make_deliverer, read_directory

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_OURS = str(Path(forms_app.__file__).parent)
_OF_MAIL = (smtplib.__file__, flask_mail.__file__)
END_AT = "X-End-At"
"""The header of the request that is to be the last."""
COUNTED = "X-Counted"


@dataclass
class Fate:
    """When to die, and what was done so far."""

    kind: str
    number: int
    done: dict[str, int] = field(default_factory=lambda: {"line": 0, "sql": 0})

    reached: dict[str, int] = field(default_factory=dict)
    """At which line each function was first called."""

    @classmethod
    def read(cls, text: str) -> Fate:
        kind, _, number = text.strip().partition(":")
        return cls(kind, int(number))

    def step(self, kind: str) -> None:
        self.done[kind] += 1
        if (kind, self.done[kind]) == (self.kind, self.number):
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def lying_in_wait(self) -> Iterator[None]:
        """Count every line of ours, and before and after every statement and commit, in this thread."""
        _here.fate = self
        sys.settrace(self._called)
        try:
            yield
        finally:
            sys.settrace(None)
            _here.fate = None

    def _called(self, frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        name = frame.f_code.co_filename
        self.reached.setdefault(frame.f_code.co_name, self.done["line"])
        return self._traced if name.startswith(_OURS) or name in _OF_MAIL else None

    def _traced(self, _frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        if event == "line":
            self.step("line")
        return self._traced


class _Here(threading.local):
    fate: Fate | None = None


_here = _Here()
_engines: set[sa.Engine] = set()


def _watch_statements() -> None:
    def reached(*_arguments: object) -> None:
        if _here.fate:
            _here.fate.step("sql")

    sa.event.listen(sa.Engine, "engine_connect", lambda connection: _engines.add(connection.engine))
    for event in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(sa.Engine, event, reached)
    # After a commit, and after what is rolled back, the connection goes back to its pool.
    sa.event.listen(sa.pool.Pool, "checkin", reached)


class Deadly:
    """A WSGI application that may die while it answers."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        wish = environ.get("HTTP_X_END_AT")
        if wish is None:
            return self._application(environ, start_response)
        fate, begun = Fate.read(wish), list[Any]()

        def begin(*arguments: object) -> Any:  # noqa: ANN401  what WSGI returns is not used here
            begun[:] = arguments

        with fate.lying_in_wait():
            answer = [*self._application(environ, begin)]
        status, headers = begun[:2]
        start_response(status, [*headers, (COUNTED, f"{fate.done['line']} {fate.done['sql']}")])
        return answer


def serve(application: WSGIApplication, listening: socket.socket) -> None:
    """Serve the forms as the product does, until death."""
    waitress.serve(Deadly(application), sockets=[listening], threads=2, _quiet=True)


@functools.cache
def _directory() -> Directory:
    return read_directory(load_settings(os.environ))


class _OneRound(threading.Event):
    def wait(self, timeout: float | None = None) -> bool:
        del timeout
        self.set()
        return True


def deliver(fate: Fate) -> None:
    """Do one round of the worker's loop, perhaps not to its end."""
    settings = load_settings(os.environ)
    deliverer = make_deliverer(settings, _directory())
    with fate.lying_in_wait():
        run(deliverer, Heartbeat(deliverer.engine, f"prova:{os.getpid()}"), _OneRound())


def _live(life: Callable[[], object]) -> None:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        life()
        sys.stdout.flush()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        sys.stdout.write(f"died {os.WTERMSIG(status)}\n")
    sys.stdout.flush()


def _tell(fate: Fate) -> None:
    deliver(fate)
    sys.stdout.write(f"lived {fate.done['line']} {fate.done['sql']} {fate.reached['note_sent']}\n")


def main(kind: str, number: str = "") -> None:
    """Live and die until standard input ends."""
    _watch_statements()
    if kind == "web":
        listening, application = socket.socket(fileno=int(number)), forms_app.create_app()
        for engine in _engines:
            engine.dispose()  # no connection may be shared between lives
        for _ in sys.stdin:
            _live(lambda: serve(application, listening))
        return
    _directory()
    for line in sys.stdin:
        fate = Fate.read(line)
        _live(lambda fate=fate: _tell(fate))  # type: ignore[misc]


if __name__ == "__main__":
    main(*sys.argv[1:])

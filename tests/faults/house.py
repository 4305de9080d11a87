"""A small site as it runs: the product's own processes, started by its own commands, and what they leave behind."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from forms_app.database import open_engine, outbox, request, worker
from forms_app.outbox.states import OutboxState
from forms_app.provision import provision
from forms_app.settings import Settings, load_settings
from sportello.serving.crew import web_command, worker_command
from tests.faults.door import HOST
from tests.integration.forms.site import write_site

ROOT = Path(__file__).parents[2]
_PATIENCE = 120.0
"""Seconds after which what does not happen is said not to happen. No test waits so long for what does."""


@dataclass(frozen=True)
class House:
    """An installation: its settings, and the environment that its processes get."""

    settings: Settings
    environ: Mapping[str, str]
    folder: Path
    engine: sa.Engine = field(repr=False)

    def states(self) -> dict[OutboxState, int]:
        """How many mails are in which state."""
        query = sa.select(outbox.c.state, sa.func.count().label("number")).group_by(outbox.c.state)
        with self.engine.connect() as connection:
            return {row.state: row.number for row in connection.execute(query)}

    def counts(self) -> tuple[int, int]:
        """How many requests there are, and how many mails for them."""
        with self.engine.connect() as connection:
            counts = (sa.select(sa.func.count()).select_from(table) for table in (request, outbox))
            requests, mails = (connection.scalar(count) or 0 for count in counts)
            return requests, mails

    def wait_until_all_is_sent(self) -> None:
        """Wait for it, as long as there is progress."""
        while not self._all_sent():
            before = self.states().get(OutboxState.SENT, 0)
            wait_until(lambda before=before: self._went_on(before), "mails are left that are not sent")  # type: ignore[misc]

    def _all_sent(self) -> bool:
        return {*self.states()} <= {OutboxState.SENT}

    def _went_on(self, before: int) -> bool:
        return self._all_sent() or self.states().get(OutboxState.SENT, 0) > before

    @contextmanager
    def web(self, ahead: dt.timedelta | None = None) -> Iterator[int]:
        """Serve the forms as `make serve` does; give the port."""
        with self.web_process(ahead) as (port, _):
            yield port

    @contextmanager
    def web_process(
        self, ahead: dt.timedelta | None = None, **environ: str
    ) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
        """The same, and the process."""
        port = free_port()
        with self.running(web_command(port), ahead, **environ) as process:
            wait_until(
                lambda: _answers(port) or process.poll() is not None, "the web process does not answer"
            )
            assert process.poll() is None, self.log()
            yield port, process

    @contextmanager
    def worker(
        self, smtp: int, ahead: dt.timedelta | None = None, **environ: str
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Run the worker with a mail server on this port, perhaps with a clock that is ahead."""
        with self.running(worker_command(), ahead, **mail_server(smtp), **environ) as process:
            wait_until(lambda: self._has_worker() or process.poll() is not None, "the worker gives no sign")
            assert process.poll() is None, self.log()
            yield process

    def _has_worker(self) -> bool:
        with self.engine.connect() as connection:
            return connection.execute(sa.select(worker.c.name)).first() is not None

    @contextmanager
    def running(
        self, command: list[str], ahead: dt.timedelta | None = None, **environ: str
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Run one of the product's commands, and end it as an administrator would."""
        if ahead is not None:
            command = moved(command, ahead)
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**self.environ, **environ},
                stdout=log,
                stderr=log,
                stdin=subprocess.PIPE,
            )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=_PATIENCE)

    def log(self) -> str:
        """What its processes said."""
        return (self.folder / "log").read_text("utf-8")


@contextmanager
def settled(folder: Path, database_url: str | None = None, **environ: str) -> Iterator[House]:
    """Make an installation in a folder, with SQLite there if nothing else is named."""
    own = {
        "SPORTELLO_ENVIRONMENT": "development",
        "SPORTELLO_VAR": str(folder / "var"),
        "SPORTELLO_SITE": str(folder / "site"),
        "SPORTELLO_MKDOCS": str(write_site(folder)),
        **({"SPORTELLO_DATABASE_URL": database_url} if database_url else {}),
        **environ,
    }
    settings = load_settings(own)
    provision(settings)
    engine = open_engine(settings.database_url)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SPORTELLO_")}
    yield House(settings, {**inherited, **own}, folder, engine)
    engine.dispose()


def mail_server(port: int) -> dict[str, str]:
    """The settings of a mail server on this machine."""
    return {"SPORTELLO_SMTP_HOST": HOST, "SPORTELLO_SMTP_PORT": str(port), "SPORTELLO_SMTP_TLS": "off"}


def moved(command: list[str], ahead: dt.timedelta) -> list[str]:
    """The same command of Python under a clock that is ahead."""
    executable, *rest = command
    return [executable, "-m", "tests.faults.moved", str(ahead.total_seconds()), *rest[1:]]


def wait_until(condition: Callable[[], bool], otherwise: str) -> None:
    """Wait for what another process does."""
    latest = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < latest, otherwise
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def _answers(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True

"""A real PostgreSQL server of our own, started from the system's programs, for the tests that run on both."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from forms_app.database import open_engine, upgrade

_DEBIAN = Path("/usr/lib/postgresql")
TEMPLATE = "vuoto"


class NoServerError(Exception):
    """There is no PostgreSQL here, or it cannot be started; the text says why."""


@contextmanager
def serving() -> Iterator[str]:
    """Start a server with an upgraded, empty database; give the URL of any database in it, with a `{}`."""
    programs, user = _programs(), _user()
    folder = Path(tempfile.mkdtemp(prefix="sportello-postgresql-"))
    if user is not None:
        shutil.chown(folder, user)
    data = str(folder / "data")
    quiet = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    try:
        _run(user, programs / "initdb", "-D", data, "-A", "trust", "-U", "prova", "-E", "UTF8")
        _run(user, programs / "pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", quiet, "start")
        try:
            url = f"postgresql+psycopg://prova@/{{}}?host={folder}"
            _make_template(url)
            yield url
        finally:
            _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server: str, name: str, template: str = TEMPLATE) -> Iterator[str]:
    """Make an empty, upgraded database and give its URL."""
    _execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield server.format(name)
    finally:
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def restart(server: str) -> None:
    """Let the server die as if its power were cut, and start it again."""
    data = Path(server.partition("host=")[2]) / "data"
    _run(_user(), _programs() / "pg_ctl", "-D", str(data), "-w", "-m", "immediate", "restart")


def _make_template(server: str) -> None:
    _execute(server, f"CREATE DATABASE {TEMPLATE}")
    engine = open_engine(server.format(TEMPLATE))
    upgrade(engine)
    engine.dispose()


def _execute(server: str, statement: str) -> None:
    engine = sa.create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def _programs() -> Path:
    on_path = shutil.which("initdb")
    found = [*map(str, _DEBIAN.glob("*/bin/initdb")), *([on_path] if on_path else [])]
    if not found:
        raise NoServerError("no PostgreSQL server is installed here (Debian: apt install postgresql)")
    return Path(max(found)).parent


def _user() -> str | None:
    # PostgreSQL refuses to run as root.
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    found = next((name for name in ("postgres", "nobody") if name in names), None)
    if found is None:
        raise NoServerError("the tests run as root, and there is no other user to run PostgreSQL as")
    return found


def _run(user: str | None, *command: str | Path) -> None:
    done = subprocess.run(
        command, user=user, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise NoServerError(f"PostgreSQL could not be started: {done.stderr.strip()[-300:]}")

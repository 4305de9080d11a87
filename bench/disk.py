"""What SQLite itself can make durable on this disk: the bound for any request that is to be kept."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

SEALED = bytes(2048)
"""As long as most sealed requests are."""

_TABLES = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    CREATE TABLE request (id INTEGER PRIMARY KEY, sealed BLOB);
    CREATE TABLE outbox (id INTEGER PRIMARY KEY, request_id INTEGER REFERENCES request, message_id TEXT UNIQUE);
"""


def durable_rate(folder: Path, count: int) -> float:
    """Transactions a second, one after the other, each writing two rows as a request does."""
    database = folder / "raw.sqlite"
    database.unlink(missing_ok=True)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.executescript(_TABLES)
        start = time.perf_counter()
        for number in range(count):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO request VALUES (?, ?)", (number, SEALED))
            connection.execute("INSERT INTO outbox VALUES (?, ?, ?)", (number, number, f"<{number}@bench>"))
            connection.execute("COMMIT")
        return count / (time.perf_counter() - start)


def stored(database: Path) -> tuple[int, int]:
    """How many requests, and how many orders to deliver them, a database of the forms app holds."""
    with closing(sqlite3.connect(database)) as connection:
        requests = connection.execute("SELECT count(*) FROM request").fetchone()
        orders = connection.execute("SELECT count(*) FROM outbox").fetchone()
        return int(requests[0]), int(orders[0])

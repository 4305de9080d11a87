"""A webhook of the administrator's, on this machine: it keeps what it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.listening import serving

Told = list[dict[str, str]]


@contextmanager
def listening() -> Iterator[tuple[str, Told]]:
    """Listen on a free port; give the address, and the list of what comes."""
    told: Told = []

    class Hearing(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hearing)
    with serving(server) as address:
        yield f"{address}/", told

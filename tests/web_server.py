"""The web server before the served site, as DEPLOY.md sets nginx up: pages packed, and without what reloads them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.built_site import ROOT
from tests.listening import serving

LEVEL = 1
"""As nginx packs unless told otherwise."""

_RELOAD = b'<script src="/moduli/static/reload.js" defer></script>'
_DROPPED = {"connection", "content-length", "date", "server", "transfer-encoding"}


@contextmanager
def web_server(base: str) -> Iterator[str]:
    """Stand before the site served at `base`; the address without a slash at the end."""
    types = packed_types()
    handler = type("Handler", (_Handler,), {"behind": urlsplit(base).netloc, "types": types})
    with serving(_Server(("127.0.0.1", 0), handler)) as address:
        yield address


def packed_types() -> frozenset[str]:
    """The media types that the web server's example packs; HTML always."""
    found = re.search(r"gzip on; gzip_types ([^;]+);", (ROOT / "DEPLOY.md").read_text(encoding="utf-8"))
    assert found, "DEPLOY.md no longer says what is packed"
    return frozenset({"text/html", *found[1].split()})


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    behind: str
    types: frozenset[str]

    def do_GET(self) -> None:
        self._pass_on(None)

    def do_HEAD(self) -> None:
        self._pass_on(None)

    def do_POST(self) -> None:
        self._pass_on(self.rfile.read(int(self.headers["Content-Length"])))

    def _pass_on(self, body: bytes | None) -> None:
        # nginx's example passes the Host of the request on.
        headers = {name: value for name, value in self.headers.items() if name != "Accept-Encoding"}
        connection = HTTPConnection(self.behind)
        try:
            connection.request(self.command, self.path, body, {**headers, "Connection": "close"})
            answer = connection.getresponse()
            self._answer(answer.status, answer.msg, answer.read())
        finally:
            connection.close()

    def _answer(self, status: int, headers: HTTPMessage, body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in _DROPPED:
                self.send_header(name, value)
        media_type = headers.get("Content-Type", "").partition(";")[0]
        body = body.replace(_RELOAD, b"") if media_type == "text/html" else body
        if media_type in self.types and body:
            body = gzip.compress(body, LEVEL)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Stay silent."""

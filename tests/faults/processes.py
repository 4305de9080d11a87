"""The installation as it runs: the web process and the worker as processes, and a browser that speaks HTTP to them."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from sportello.serving.crew import web_command, worker_command
from tests.integration.forms.browser import Browser
from tests.listening import free_port, wait_until_it_listens

HOST = "127.0.0.1"
PATIENCE = 60.0
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What came back, with what a test client's answer has."""

    status_code: int
    headers: Message
    text: str

    @property
    def mimetype(self) -> str:
        return self.headers.get_content_type()

    @property
    def location(self) -> str:
        return str(self.headers.get("Location", ""))


@dataclass
class Client:
    """Speaks HTTP, keeps cookies, and remembers every line of every request's and answer's head."""

    port: int
    heads: list[str] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)
    set_cookies: list[str] = field(default_factory=list)

    def get(self, url: str) -> Answer:
        return self._ask("GET", url, None)

    def post(self, url: str, data: Mapping[str, object]) -> Answer:
        return self._ask("POST", url, urlencode(data, doseq=True))

    def _ask(self, method: str, url: str, body: str | None) -> Answer:
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        connection.request(method, target, body, headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read().decode("utf-8"))
        connection.close()
        self.heads += [
            f"{method} {target}",
            *(f"{name}: {value}" for name, value in response.headers.items()),
        ]
        self._keep(response.headers.get_all("Set-Cookie") or [])
        return answer

    def _keep(self, cookies: list[str]) -> None:
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
            self.set_cookies.append(value)


class RealBrowser(Browser):
    """A browser over the network."""

    def __init__(self, port: int) -> None:
        self.client = Client(port)  # type: ignore[assignment] # it has what a browser uses


@contextmanager
def running(settings: Mapping[str, str], log: Path) -> Iterator[int]:
    """Run both processes, what they print in one file; the port."""
    environment = {**{k: v for k, v in os.environ.items() if not k.startswith("SPORTELLO_")}, **settings}
    environment.pop("FLASK_RUN_FROM_CLI", None)
    port = free_port()
    with log.open("ab") as output:
        options = {"cwd": ROOT, "env": environment, "stdout": output, "stderr": subprocess.STDOUT}
        web = subprocess.Popen(web_command(port), **options)  # type: ignore[call-overload]
        processes = [web]
        try:
            wait_until_it_listens(web, port, log)
            processes.append(subprocess.Popen(worker_command(), **options))  # type: ignore[call-overload]
            yield port
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
            for process in processes:
                process.wait(PATIENCE)

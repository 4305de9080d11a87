"""A citizen's browser: it asks for the form, fills it in, sees it for checking, and sends it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from bench.failure import BenchError

HOST = "127.0.0.1"
FORM = "/moduli/it/contatto"
ASKED = f"{FORM}?progetto=program-0&comune=Borgo+0"
RECEIVED = 303
"""The answer to a request that is stored: see the receipt."""

_OK = 200
_ANSWERS = [
    ("topic", "progetto:program-0"),
    ("municipality", "Borgo 0"),
    ("name", "Prova Provetti"),
    ("phone", "02 0000000"),
    ("channels", "call"),
    ("times", "morning"),
    ("spoken_language", "it"),
]
_MESSAGE = "Cerco lavoro e vorrei parlare con qualcuno. " * 5
Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What the server said, and how many seconds passed from sending the question to having read all of it."""

    status: int
    text: str
    seconds: float


class Citizen:
    """One browser with one connection, which stays open, and its own session."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=60)
        self._cookies: SimpleCookie = SimpleCookie()
        self._prepared = 0

    def prepare(self) -> str:
        """Go as far as the button "send"; the body that it would post.

        Each time with other words, since the same request sent twice is stored once.

        Raises:
            BenchError: a page is not what it should be.
        """
        self._prepared += 1
        form = self._page(self._ask("GET", ASKED))
        answers = [*_ANSWERS, ("message", f"{self._prepared}. {_MESSAGE}")]
        check = self._page(self._post(urlencode([*form, *answers, ("step", "check")])))
        return urlencode([*check, ("step", "send")])

    def send(self, body: str) -> float:
        """Press "send"; the seconds until the request was answered for as received.

        Raises:
            BenchError: it was not received.
        """
        answer = self._post(body)
        if answer.status != RECEIVED:
            raise BenchError(f"A request was answered with status {answer.status} instead of {RECEIVED}.")
        return answer.seconds

    def hang_up(self) -> None:
        """Close the connection; the next question opens another."""
        self._connection.close()

    def _page(self, answer: Answer) -> Fields:
        fields = _hidden_fields(answer.text)
        if answer.status != _OK or "csrf_token" not in dict(fields):
            raise BenchError(f"A form page came with status {answer.status} and {len(fields)} hidden fields.")
        return fields

    def _post(self, body: str) -> Answer:
        return self._ask("POST", FORM, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> Answer:
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self._cookies.items())
        start = time.perf_counter()
        self._connection.request(method, path, body or None, {**(headers or {}), "Cookie": cookies})
        response = self._connection.getresponse()
        data = response.read()
        seconds = time.perf_counter() - start
        for cookie in response.headers.get_all("Set-Cookie", []):
            self._cookies.load(cookie)
        return Answer(response.status, data.decode("utf-8"), seconds)


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = []

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden":
            self.fields.append((found.get("name") or "", found.get("value") or ""))


def _hidden_fields(page: str) -> Fields:
    parser = _Hidden()
    parser.feed(page)
    return parser.fields

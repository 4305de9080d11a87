"""The door that citizens take: HTTP to a process that serves the forms, by a browser without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request

from tests.integration.forms.browser import Browser, Page

HOST = "127.0.0.1"
CONTACT = "/moduli/it/contatto?progetto=activity&comune=019052"
RECEIPT = "/moduli/it/ricevuta"
_PATIENCE = 120


class NoAnswerError(Exception):
    """The connection ended without an answer: the process is gone."""


@dataclass
class Connection:
    """What a browser asks through: its cookies, the process it asks, and what it says beside."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def get(self, url: str) -> TestResponse:
        return self._ask("GET", url)

    def post(self, url: str, data: Mapping[str, object]) -> TestResponse:
        pairs = [(name, one) for name, value in data.items() for one in _each(value)]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", url, urlencode(pairs), form)

    def _ask(
        self, method: str, url: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> TestResponse:
        kept = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        connection = HTTPConnection(HOST, self.port, timeout=_PATIENCE)
        try:
            connection.request(method, url, body or None, {**self.headers, **(headers or {}), "Cookie": kept})
            answer = connection.getresponse()
            data = answer.read()
        except (HTTPException, ConnectionError) as error:
            raise NoAnswerError from error
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        asked = Request.from_values(url, method=method)
        return TestResponse([data], str(answer.status), Headers(answer.headers.items()), asked)


class Citizen(Browser):
    """One citizen, who asks for one thing and tells whether she was shown that it was received."""

    def __init__(self, port: int, mark: str) -> None:
        """`mark` stands in her message and nowhere else."""
        self.connection = Connection(port)
        self.client = self.connection  # type: ignore[assignment] # it answers like Flask's
        self.mark = mark

    def prepare(self, **answers: object) -> Page:
        """Come as far as the button "send"."""
        who = {"name": "Prova Provetti", "phone": "333 123 4567", "channels": ["call"], "message": self.mark}
        check = self.press(self.get(CONTACT), "step=check", **{**who, **answers})
        assert check.status == 200, check.text
        return check

    def send(self, check: Page) -> bool:
        """Press "send"; whether the page says that the request was received. Raises NoAnswerError."""
        return is_receipt(self.press(check, "step=send"))


def is_receipt(page: Page) -> bool:
    """Whether a citizen who sees this page believes that her request was received."""
    return page.url == RECEIPT and page.status == 200 and "Richiesta ricevuta" in page.text


def _each(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]

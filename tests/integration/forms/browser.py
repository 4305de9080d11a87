"""A browser without JavaScript: it fetches pages, checks each, fills in their forms and presses their buttons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin
from xml.etree.ElementTree import Element

import html5lib
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from forms_app.database import outbox, request
from forms_app.services import Services
from tests.pagecheck import check_page


@dataclass(frozen=True)
class Page:
    """A page that was fetched and found well made."""

    url: str
    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def root(self) -> Element:
        return html5lib.parse(self.response.text, namespaceHTMLElements=False)

    @property
    def text(self) -> str:
        return " ".join("".join(self.root.find("body").itertext()).split())  # type: ignore[union-attr] # always there

    @property
    def title(self) -> str:
        return self.root.findtext("head/title") or ""

    @property
    def links(self) -> list[str]:
        return [link.get("href", "") for link in self.root.iter("a")]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Of the summary: where each leads, and its words."""
        found = (div for div in self.root.iter("div") if div.get("class") == "sp-error-summary")
        return [(a.get("href", ""), "".join(a.itertext())) for div in found for a in div.iter("a")]

    @property
    def form(self) -> Element:
        return next(self.root.find("body").iter("form"))  # type: ignore[union-attr] # always there

    @property
    def answers(self) -> dict[str, list[str]]:
        """What the browser would send."""
        found: dict[str, list[str]] = {}
        for name, value in _sent(self.form):
            found.setdefault(name, []).append(value)
        return found

    def options(self, name: str) -> list[str]:
        select = next(s for s in self.form.iter("select") if s.get("name") == name)
        return [option.get("value", "") for option in select.iter("option")]


class Browser:
    """One citizen's browser."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, url: str) -> Page:
        return self._page(url, self.client.get(url))

    def press(self, page: Page, button: str, /, **answers: object) -> Page:
        """Fill in and press a button such as `step=send`; None leaves a field out. Redirects are followed."""
        name, _, value = button.partition("=")
        return self.post(page, {**page.answers, **answers, name: value})

    def search(self, page: Page, **answers: str) -> Page:
        """Fill in a form that asks by its address."""
        query = urlencode({**page.answers, **answers}, doseq=True)
        return self.get(f"{urljoin(page.url, page.form.get('action', ''))}?{query}")

    def post(self, page: Page, data: Mapping[str, object], to: str = "") -> Page:
        sent = {name: value for name, value in data.items() if value is not None}
        url = urljoin(page.url, to or page.form.get("action", ""))
        response = self.client.post(url, data=sent)
        if response.status_code == 303:
            return self.get(response.location)
        return self._page(url, response)

    def _page(self, url: str, response: TestResponse) -> Page:
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            check_page(response.text, url)
        return Page(url, response)


@dataclass(frozen=True)
class Stored:
    """What the database holds."""

    services: Services

    @property
    def requests(self) -> list[sa.Row[tuple[object, ...]]]:
        with self.services.engine.connect() as connection:
            return list(connection.execute(sa.select(request)))

    @property
    def count(self) -> tuple[int, int]:
        """How many requests, and how many orders to deliver."""
        with self.services.engine.connect() as connection:
            counts = (sa.select(sa.func.count()).select_from(table) for table in (request, outbox))
            requests, orders = (connection.scalar(count) or 0 for count in counts)
            return requests, orders


def _sent(form: Element) -> Iterator[tuple[str, str]]:
    for field in form.iter():
        name = field.get("name", "")
        if field.tag == "input" and field.get("type") in {"checkbox", "radio"}:
            if "checked" in field.attrib:
                yield name, field.get("value", "on")
        elif field.tag == "input":
            yield name, field.get("value", "")
        elif field.tag == "textarea":
            yield name, field.text or ""
        elif field.tag == "select":
            options = list(field.iter("option"))
            chosen = [option for option in options if "selected" in option.attrib] or options[:1]
            yield from ((name, option.get("value", "")) for option in chosen)

"""Every link of every page leads to a page, a file, a place in a page, or an open form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from forms_app import create_app

BASE = "http://127.0.0.1:8000/"
"""The address that `mkdocs.yml` gives the site."""
FORMS = "/moduli/"


@dataclass
class Page(HTMLParser):
    """The links of a page, absolute, and the places in it that links may lead to."""

    address: str
    links: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what this element refers to."""
        for name, value in attrs:
            if name == "id" and value:
                self.places.add(value)
            elif name in {"href", "src", "action"} and value is not None and tag != "base":
                self.links.add(urljoin(self.address, value))


@pytest.fixture(scope="module")
def pages(built_site: Path) -> Mapping[str, Page]:
    """Every page of the site by its address."""
    return {page.address: page for page in _read_all(built_site)}


def test_links_lead_somewhere(built_site: Path, pages: Mapping[str, Page]) -> None:
    inner = [(page, link) for page, link in _links(pages) if _is_of_site(link)]
    assert len(inner) > len(pages)
    dead = [f"{page} → {link}" for page, link in inner if not _file(built_site, link)]
    assert dead == []


def test_links_into_pages_find_their_place(pages: Mapping[str, Page]) -> None:
    places = [(page, *urldefrag(link)) for page, link in _links(pages) if "#" in link]
    dead = [
        f"{page} → {target}#{place}"
        for page, target, place in places
        if place and target in pages and unquote(place) not in pages[target].places
    ]
    assert dead == []


def test_links_to_forms_open_a_form(
    built_site: Path, pages: Mapping[str, Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = {link for _page, link in _links(pages) if link.startswith(urljoin(BASE, FORMS))}
    assert forms
    client = _forms_client(built_site, tmp_path, monkeypatch)
    answers = {link: _status(client, link) for link in sorted(forms)}
    assert {link: status for link, status in answers.items() if status != 200} == {}


def test_other_links_are_of_kinds_that_open(pages: Mapping[str, Page]) -> None:
    kinds = {urlsplit(link).scheme for _page, link in _links(pages)}
    assert kinds <= {"http", "https", "mailto", "tel", "webcal", "data"}


def _status(client: FlaskClient, link: str) -> int:
    """What a link of ours is answered; one that leads away («Esci subito») is as good as a page."""
    with client.get(link) as response:
        if response.location is None:
            return response.status_code
        return _status(client, response.location) if response.location.startswith("/") else 200


def _read_all(site: Path) -> Iterator[Page]:
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site)
        if not any(part.startswith(".") or part == "pagefind" for part in path.parts):
            page = Page(urljoin(BASE, path.as_posix().removesuffix("index.html")))
            page.feed(file.read_text(encoding="utf-8"))
            yield page


def _links(pages: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    for page in pages.values():
        for link in sorted(page.links):
            yield page.address, link


def _is_of_site(link: str) -> bool:
    return link.startswith(BASE) and not urlsplit(link).path.startswith(FORMS)


def _file(site: Path, link: str) -> Path | None:
    file = site / unquote(urlsplit(link).path).lstrip("/")
    file = file / "index.html" if file.is_dir() else file
    return file if file.is_file() else None


def _forms_client(site: Path, var: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("SPORTELLO_ENVIRONMENT", "development")
    monkeypatch.setenv("SPORTELLO_SITE", str(site))
    monkeypatch.setenv("SPORTELLO_VAR", str(var))
    return create_app().test_client()

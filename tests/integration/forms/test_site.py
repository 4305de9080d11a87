"""On one's own machine: the built site beside the forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms_app.services import Services
from tests.integration.forms.browser import Browser
from tests.integration.forms.test_flow import CONTACT

PAGE = '<!doctype html><html lang="{0}" dir="ltr"><head><title>{0}</title></head><body><h1>{0}</h1></body></html>'
LAYOUT = PAGE.replace("<h1>{0}</h1>", "<p>wears {0}</p>{{% block content %}}{{% endblock %}}").format("en")


@pytest.fixture
def site(services: Services) -> Path:
    """A built site: two pages, two 404 pages, one layout, one file above it."""
    root = services.settings.site_dir
    files = {
        "index.html": PAGE.format("it"),
        "servizi/index.html": PAGE.format("it"),
        "404.html": PAGE.format("it"),
        "ar/404.html": PAGE.format("ar"),
        "style.css": "body {}",
        "en/.sportello/layout.html": LAYOUT,
        "../secret.html": "secret",
    }
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("url", ["/", "/servizi/", "/servizi/?q=1"])
def test_folders_are_their_index_and_reload(browser: Browser, url: str) -> None:
    page = browser.get(url)
    assert page.status == 200
    assert '<script src="/moduli/static/reload.js" defer></script></body>' in page.response.text


@pytest.mark.usefixtures("site")
def test_a_folder_without_its_slash(browser: Browser) -> None:
    assert browser.get("/servizi").response.location == "/servizi/"


@pytest.mark.usefixtures("site")
def test_other_files_are_served_as_they_are(browser: Browser) -> None:
    with browser.client.get("/style.css") as response:
        assert (response.data, response.mimetype) == (b"body {}", "text/css")


@pytest.mark.parametrize("below", ["", "ar/"])
def test_open_data_answer_at_the_specifications_addresses_to_other_sites(
    browser: Browser, site: Path, below: str
) -> None:
    file = site / below / "dati" / "hsds" / "services.json"
    (file.parent / "services").mkdir(parents=True)
    file.write_text("[]", "utf-8")
    for url in (f"/{below}dati/hsds/services", f"/{below}dati/hsds/services.json"):
        with browser.client.get(url) as response:
            assert (response.data, response.mimetype) == (b"[]", "application/json")
            assert response.access_control_allow_origin == "*"
    (site / "festa.ics").write_text("BEGIN:VCALENDAR", "utf-8")
    with browser.client.get("/festa.ics") as response:
        assert (response.mimetype, response.access_control_allow_origin) == ("text/calendar", "*")
    assert browser.get("/servizi/").response.access_control_allow_origin is None


@pytest.mark.parametrize(
    ("query", "status", "body"),
    [
        ("", 200, b"first"),
        ("?page=1", 200, b"first"),
        ("?page=2&per_page=50", 200, b"second"),
        ("?page=3", 404, None),
        ("?page=../../style", 404, None),
    ],
)
def test_lists_of_open_data_are_asked_for_page_by_page(
    browser: Browser, site: Path, query: str, status: int, body: bytes | None
) -> None:
    lists = site / "ar" / "dati" / "hsds"
    (lists / "services").mkdir(parents=True)
    (lists / "services.json").write_text("first", "utf-8")
    (lists / "services" / "page-2.json").write_text("second", "utf-8")
    with browser.client.get(f"/ar/dati/hsds/services{query}") as response:
        assert response.status_code == status
        assert body is None or response.data == body


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("url", "language"), [("/nothing/", "it"), ("/ar/nothing/", "ar"), ("/en/nothing/", "en")]
)
def test_not_found_in_the_language_of_the_address(browser: Browser, url: str, language: str) -> None:
    page = browser.get(url)
    assert (page.status, page.root.get("lang")) == (404, language)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "url",
    [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/servizi/..%2f..%2fsecret.html",
        "/en/.sportello/layout.html",
        "/a%00b",
    ],
)
def test_nothing_outside_the_site_is_served(browser: Browser, url: str) -> None:
    response = browser.client.get(url)
    assert response.status_code == 404
    assert "secret" not in response.text


def test_the_build_number(browser: Browser, services: Services) -> None:
    assert browser.client.get("/__build").json == {"number": 0}
    (services.settings.var_dir / "build.json").write_text('{"number": 3}', "utf-8")
    assert browser.client.get("/__build").json == {"number": 3}


def test_the_forms_wear_the_layout_of_their_language_as_soon_as_it_is_built(
    browser: Browser, site: Path
) -> None:
    assert "wears en" in browser.get(CONTACT.replace("/it/", "/en/")).text
    assert "wears" not in browser.get(CONTACT).text
    (site / ".sportello").mkdir()
    (site / ".sportello" / "layout.html").write_text(LAYOUT.replace("wears en", "wears it"), "utf-8")
    assert "wears it" in browser.get(CONTACT).text


def test_what_is_typed_is_escaped_in_every_layout(browser: Browser) -> None:
    for language in ("it", "en"):
        response = browser.client.get(f'/moduli/{language}/?comune="><script>alert(1)</script>')
        assert "<script>alert" not in response.text

"""nginx as DEPLOY.md sets it up: pages, error pages in their language, and open data for other systems."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.listening import free_port, wait_until_it_listens

DEPLOY = (Path(__file__).parents[3] / "DEPLOY.md").read_text("utf-8")
HOST = "127.0.0.1"
PATIENCE = 30
FRAME = """\
daemon off; pid {folder}/nginx.pid; error_log stderr; {user}
events {{ }}
http {{
  access_log off; default_type application/octet-stream;
  types {{ text/html html; text/css css; application/json json; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {of_http}
  server {{ listen {host}:{port}; {of_server} }}
}}
"""
SITE = {
    "index.html": "home",
    "404.html": "niente",
    "ar/404.html": "la shay",
    "servizi/index.html": "servizi",
    "dati/hsds/index.json": "api",
    "dati/hsds/services.json": "first",
    "dati/hsds/services/page-2.json": "second",
    "dati/hsds/services/0f.json": "one",
    "ar/dati/hsds/services.json": "awwal",
    "dati/notizie.atom": "<feed/>",
    "dati/servizi.ttl": "a b c .",
    "dati/tabelle/services.csv": "id",
    "dati/sportelli.geojson": json.dumps({"type": "FeatureCollection"}),
    "eventi/festa.ics": "BEGIN:VCALENDAR",
    "en/.sportello/layout.html": "layout",
    "../secret.json": "secret",
}


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: str


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the web server, with a small site behind it."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed: what DEPLOY.md says of it is not tried")
    folder = tmp_path_factory.mktemp("web")
    for name, text in SITE.items():
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    port = free_port()
    (folder / "nginx.conf").write_text(_settings(folder, port), "utf-8")
    command = [nginx, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            wait_until_it_listens(process, port, folder / "log")
            yield port
        finally:
            process.terminate()
            process.wait(PATIENCE)


def ask(port: int, url: str) -> Answer:
    connection = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", url)
        response = connection.getresponse()
        body = response.read().decode()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, body)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("/dati/hsds/", "api"),
        ("/dati/hsds/services", "first"),
        ("/dati/hsds/services?page=1", "first"),
        ("/dati/hsds/services?per_page=50&page=2", "second"),
        ("/dati/hsds/services/0f", "one"),
        ("/dati/hsds/services.json", "first"),
        ("/dati/hsds/services/page-2.json", "second"),
        ("/ar/dati/hsds/services", "awwal"),
    ],
)
def test_the_api_answers_at_the_addresses_of_its_specification(port: int, url: str, body: str) -> None:
    answer = ask(port, url)
    assert (answer.status, answer.body) == (200, body)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("page", ["3", "0", "-1", "due", "../../secret", "..%2f..%2f..%2fsecret"])
def test_a_page_that_is_not_there_is_not_found(port: int, page: str) -> None:
    answer = ask(port, f"/dati/hsds/services?page={page}")
    assert answer.status == 404
    assert "secret" not in answer.body


@pytest.mark.parametrize(
    ("url", "media_type"),
    [
        ("/dati/notizie.atom", "application/atom+xml; charset=utf-8"),
        ("/dati/servizi.ttl", "text/turtle; charset=utf-8"),
        ("/dati/tabelle/services.csv", "text/csv; charset=utf-8"),
        ("/dati/sportelli.geojson", "application/geo+json"),
        ("/eventi/festa.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_each_format_has_its_media_type_and_is_open_to_other_sites(
    port: int, url: str, media_type: str
) -> None:
    headers = ask(port, url).headers
    assert (headers["content-type"], headers["access-control-allow-origin"]) == (media_type, "*")


def test_pages_are_for_their_own_site_and_errors_in_their_language(port: int) -> None:
    home = ask(port, "/servizi/")
    assert (home.status, home.body) == (200, "servizi")
    assert "access-control-allow-origin" not in home.headers
    assert [ask(port, url).body for url in ("/manca/", "/ar/manca/")] == ["niente", "la shay"]
    assert ask(port, "/en/.sportello/layout.html").status == 404


def _settings(folder: Path, port: int) -> str:
    found = re.search(r"```nginx\n# In http \{ \}(.*?)# In server \{ \}:\n(.*?)```", DEPLOY, re.DOTALL)
    assert found is not None
    of_http, of_server = (part.replace("/srv/sportello/site", f"{folder}/site") for part in found.groups())
    assert f"root {folder}/site;" in of_server
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers could not read the temporary folder
    return FRAME.format(
        folder=folder, host=HOST, port=port, user=user, of_http="#" + of_http, of_server=of_server
    )

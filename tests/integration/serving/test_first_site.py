"""The server with the real pages and the real forms."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.built_site import ROOT
from tests.integration.serving.conftest import Server, processes_in


@pytest.fixture
def first_site(tmp_path: Path) -> Path:
    for folder in ("docs", "translations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture
def real_server(first_site: Path, port: int) -> Iterator[Server]:
    running = Server(first_site, port)
    yield running
    running.process.terminate()
    running.wait_for_silence()
    running.process.wait()


def test_site_forms_mailbox_and_worker_are_there(real_server: Server, first_site: Path) -> None:
    real_server.wait_for("Ctrl-C")
    real_server.wait_for("delivering to the local mailbox")
    for path in ("/", "/en/", "/ar/comuni/", "/moduli/it/contatto", "/moduli/static/reload.js", "/mailbox/"):
        assert _get(real_server, path)[0] == 200, path
    assert json.loads(_get(real_server, "/__build")[1])["number"] == 1
    assert b"reload.js" in _get(real_server, "/")[1]
    assert real_server.stop() == 0
    real_server.wait_for_silence()
    assert processes_in(first_site) == []
    assert {path.name for path in first_site.iterdir()} == {
        ".cache",
        "docs",
        "mkdocs.yml",
        "translations",
        "var",
    }


def test_every_mistake_is_named_before_anything_is_served(first_site: Path, port: int) -> None:
    (first_site / "docs/servizi/vuota.md").touch()
    (first_site / "docs/servizi/sbagliata.md").write_text("---\nkind: servizio\n---\n", encoding="utf-8")
    server = Server(first_site, port)
    assert server.process.wait() == 1
    said = server.wait_for_silence()
    assert "docs/servizi/vuota.md" in said
    assert "docs/servizi/sbagliata.md" in said
    assert "Traceback" not in said


def _get(server: Server, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", server.port)
    with closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()

"""`mkdocs serve` previews all languages and builds again when a page or a translation changes."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest


@pytest.fixture
def preview(site: Path) -> Iterator[str]:
    """The address of a running preview."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", address]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=site, env=environment, stderr=subprocess.PIPE, text=True) as server:
        said = []
        for line in server.stderr or ():
            said.append(line)
            if "Serving on" in line:
                break
        else:
            pytest.fail("".join(said))
        yield f"http://{address}"
        server.terminate()


def fetch(address: str) -> str:
    with urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode("utf-8"))


def wait_for_rebuild(preview: str, page: str) -> None:
    """Ask as MkDocs' own script in the page does: the answer comes when there is a newer build."""
    epoch, request = re.findall(r"livereload\((\d+), (\d+)\)", page)[0]
    while fetch(f"{preview}/livereload/{epoch}/{request}") == epoch:
        pass


def test_preview_shows_every_language_and_what_was_saved(preview: str, site: Path) -> None:
    page = fetch(f"{preview}/ar/servizi/lavoro/")
    assert 'lang="ar" dir="rtl"' in page
    assert "<title>البحث عن عمل" in page
    catalogue = site / "translations/ar/content/servizi/lavoro.po"
    catalogue.write_text(catalogue.read_text("utf-8").replace("البحث عن عمل", "عمل جديد"), "utf-8")
    wait_for_rebuild(preview, page)
    assert "<title>عمل جديد" in fetch(f"{preview}/ar/servizi/lavoro/")
    assert "<title>Cercare lavoro" in fetch(f"{preview}/servizi/lavoro/")

"""What is installed from the wheel works without the checkout; a file missing from it is noticed."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin
from zipfile import ZipFile

import pytest

from tests.integration.packaging.conftest import ROOT, Installed

LINKED = re.compile(r'(?:href|src)="([^":?#]+\.(?:css|js|svg|woff2|png))[^"]*"')


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "sportello", "forms_app"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert set(tracked) - set(ZipFile(wheel).namelist()) == set()


def test_every_languages_interface_is_in_the_wheel(wheel: Path) -> None:
    catalogues = ROOT.glob("translations/*/interface.po")
    expected = {f"sportello/translation/interface/{catalogue.parent.name}.po" for catalogue in catalogues}
    assert expected
    assert expected <= set(ZipFile(wheel).namelist())


def test_the_checkout_is_not_what_is_tested(installed: Installed) -> None:
    run = installed.run(
        "python", "-c", "import sportello, forms_app; print(sportello.__file__, forms_app.__file__)"
    )
    assert str(ROOT) not in run.stdout
    assert run.stdout.count(str(installed.bin.parent)) == 2


def test_the_content_is_checked(installed: Installed) -> None:
    run = installed.run("sportello", "check")
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="module")
def built(installed: Installed) -> Path:
    """The site, built by the installed MkDocs and plugin."""
    run = installed.run("python", "-m", "mkdocs", "build", "--quiet")
    assert run.returncode == 0, run.stdout + run.stderr
    return installed.site / "site"


@pytest.mark.parametrize("language", ["", "en/", "ar/"])
def test_the_site_is_built_with_all_its_assets(built: Path, language: str) -> None:
    home = (built / language / "index.html").read_text(encoding="utf-8")
    assets = [urljoin(f"/{language}", asset) for asset in LINKED.findall(home)]
    assert assets
    assert [asset for asset in assets if not (built / asset.lstrip("/")).is_file()] == []


@pytest.fixture(scope="module")
def port(installed: Installed, built: Path) -> Iterator[int]:  # noqa: ARG001 - the forms stand in the built shell
    """Where the installed forms application answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [str(installed.bin / "python"), "-m", "flask", "--app", "forms_app", "run", "--port", str(port)],
        cwd=installed.site,
        env=installed.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with server:
        while not _listens(port):
            assert server.poll() is None, server.stdout and server.stdout.read()
        yield port
        server.terminate()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return False
    return True


def test_the_forms_answer(port: int) -> None:
    status, page = _get(port, "/moduli/it/contatto")
    assert status == HTTPStatus.OK, page
    assets = [urljoin("/moduli/it/", asset) for asset in LINKED.findall(page)]
    assert assets
    assert [asset for asset in assets if _get(port, asset)[0] != HTTPStatus.OK] == []


def test_the_migrations_have_run(port: int) -> None:
    # There is no worker here, which the health page rightly complains about.
    _status, record = _get(port, "/health")
    assert json.loads(record)["database"] == "reachable"


def _get(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port)
    with closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")

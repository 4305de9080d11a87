"""Catalogues of other sizes than the first site's: none at all, and 1,000 services at 500 help desks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.content import SECTIONS
from bench.large import LARGE, write_large

NOTHING = "Qui non c'è ancora niente."
SETTINGS = """\
site_name: Prova
site_url: https://prova.example/
theme: {name: material}
plugins:
  - sportello: {languages: [it]}
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    write_large(folder, languages=1)
    _run(folder, "mkdocs", "build", "--quiet")
    return folder


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A site of a front page and its lists, before anybody wrote anything for them."""
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    head = "---\nkind: home\ntitle: Prova\nsummary: Una prova.\nlead_text: Una prova.\n---\n"
    (tmp_path / "docs/index.md").write_text(head, encoding="utf-8")
    for kind, section in SECTIONS.items():
        (tmp_path / "docs" / section).mkdir()
        head = f"---\nkind: listing\ntitle: Elenco {kind}\nsummary: Un elenco.\nof: {kind}\n---\n"
        (tmp_path / "docs" / section / "index.md").write_text(head, encoding="utf-8")
    return tmp_path


def test_a_large_catalogue_has_all_its_pages(large: Path) -> None:
    pages = {kind: len(list((large / "site" / SECTIONS[kind]).glob("*-*/index.html"))) for kind in LARGE}
    assert pages == LARGE


def test_in_a_large_catalogue_a_municipality_names_what_there_is(large: Path) -> None:
    """Of 20 programs one serves it, with every twentieth service; the text of its page links to two others."""
    page = (large / "site/comuni/municipality-7/index.html").read_text(encoding="utf-8")
    named = {int(number) for number in re.findall(r'href="\.\./\.\./servizi/service-(\d+)/"', page)}
    theirs = set(range(7, LARGE["service"], LARGE["program"]))
    assert theirs <= named
    assert len(named - theirs) <= 2


def test_a_large_catalogue_is_checked(large: Path) -> None:
    """The generated language is no Italian: its sentences are warned of, and nothing else."""
    said = _run(large, "sportello", "check").splitlines()
    warnings = [line for line in said if line.startswith("docs/")]
    assert all("words:" in line or "hard to read" in line for line in warnings), said
    assert any("Of these, 0 stop the site" in line for line in said)


def test_an_empty_catalogue_becomes_a_site_that_says_so(empty: Path) -> None:
    assert "No problems." in _run(empty, "sportello", "check")
    _run(empty, "mkdocs", "build", "--quiet", "--strict")
    for folder in ("", *SECTIONS.values()):
        assert NOTHING in (empty / "site" / folder / "index.html").read_text(encoding="utf-8"), folder


def _run(folder: Path, *command: str) -> str:
    """What one of our commands says; it must succeed."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr

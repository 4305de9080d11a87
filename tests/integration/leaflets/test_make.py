from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest

from sportello.leaflets.make import lay_out, print_missing
from sportello.leaflets.progress import silent
from sportello.leaflets.ready import why_not
from sportello.leaflets.sheets import Sheet
from sportello.leaflets.shelf import Shelf
from tests.integration.leaflets.pdf import Pdf
from tests.integration.mkdocs_plugin.conftest import TREE, build, draw

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))

PATIENCE = 120.0
"""Seconds after which what should have happened is taken to happen no more."""


def sheet(name: str, words: str) -> Sheet:
    html = f'<html lang="it"><title>{words}</title><h1>{words}</h1>'
    return Sheet(f"volantini/it/{name}.pdf", f"{name}.md", "it", "a4", html)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site that has leaflets."""
    return draw(tmp_path, TREE.replace("      fallback:", "      leaflets: [a4, a6]\n      fallback:"))


def pdfs(folder: Path) -> dict[str, int]:
    """Each PDF below a folder, and when it was written."""
    found = sorted((folder / "volantini").rglob("*.pdf"))
    return {str(file.relative_to(folder)): file.stat().st_mtime_ns for file in found}


def test_only_what_changed_is_printed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    former = [sheet("a", "Prima"), sheet("b", "Seconda")]
    assert print_missing(former, shelf, silent) == 2
    lay_out(former, shelf, tmp_path, alone=True)
    before = pdfs(tmp_path)
    fresh = [former[0], sheet("b", "Seconda, nuova"), sheet("c", "Seconda")]
    told: list[tuple[int, int]] = []
    assert print_missing(fresh, shelf, lambda done, total: told.append((done, total))) == 1
    assert told == [(0, 1), (1, 1)]
    lay_out(fresh, shelf, tmp_path, alone=True)
    after = pdfs(tmp_path)
    assert after.keys() == {f"volantini/it/{name}.pdf" for name in "abc"}
    assert after["volantini/it/a.pdf"] == before["volantini/it/a.pdf"]
    assert after["volantini/it/c.pdf"] == before["volantini/it/b.pdf"]
    assert Pdf((tmp_path / "volantini/it/b.pdf").read_bytes()).text == "Seconda, nuova"


def test_the_leaflets_of_a_page_that_is_gone_go(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    both = [sheet("a", "Prima"), sheet("b", "Seconda")]
    print_missing(both, shelf, silent)
    lay_out(both, shelf, tmp_path, alone=True)
    lay_out(both[:1], shelf, tmp_path, alone=False)
    assert len(pdfs(tmp_path)) == 2
    lay_out(both[:1], shelf, tmp_path, alone=True)
    assert list(pdfs(tmp_path)) == ["volantini/it/a.pdf"]


def test_what_an_interrupted_printing_made_is_not_made_again(site: Path) -> None:
    program = site / "docs/progetti/activity.md"
    for number in range(8):  # enough to be still at it when it is interrupted
        program.with_stem(f"activity-{number}").write_bytes(program.read_bytes())
    command = [sys.executable, "-m", "sportello", "leaflets", "--to", "site"]
    run = subprocess.Popen(command, cwd=site, stderr=subprocess.PIPE, process_group=0)
    shelf = site / ".cache/sportello/leaflets"
    first = next(_until_there_is_one(shelf))
    os.killpg(run.pid, signal.SIGINT)
    run.communicate(timeout=PATIENCE)
    assert run.returncode != 0
    assert _members(run.pid) == []
    written = {file: file.stat().st_mtime_ns for file in shelf.glob("*.pdf")}
    assert first in written
    subprocess.run(command, cwd=site, check=True, capture_output=True)
    assert {file: file.stat().st_mtime_ns for file in written} == written
    assert len(pdfs(site / "site")) == 6 + 8 * 2


def test_a_build_links_what_it_prints_and_the_next_one_takes_it_over(site: Path) -> None:
    made = build(site, "--quiet")
    assert made.status == 0, made.output
    before = pdfs(made.folder)
    assert list(before) == [
        f"volantini/{language}/progetti/activity-{paper}.pdf"
        for language in ("ar", "en", "it")
        for paper in ("a4", "a6")
    ]
    assert 'href="../../../volantini/ar/progetti/activity-a4.pdf"' in made.page("ar/progetti/activity")
    assert "0372 1786314" in Pdf((made.folder / "volantini/it/progetti/activity-a4.pdf").read_bytes()).text
    body = site / "docs/progetti/activity.md"
    body.write_text(body.read_text("utf-8") + "\nAltro testo.\n", "utf-8")
    assert pdfs(build(site, "--quiet").folder) == before
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text("utf-8").replace("[a4, a6]", "[a4]"))
    assert pdfs(build(site, "--quiet").folder) == {
        path: written for path, written in before.items() if "a4" in path
    }


def test_leaflets_whose_inputs_are_the_same_are_not_set_again(site: Path) -> None:
    before = pdfs(build(site, "--quiet").folder)
    shelf = site / ".cache/sportello/leaflets"
    rmtree(shelf)
    service = site / "docs/servizi/lavoro.md"
    service.write_text(service.read_text("utf-8") + "\nAltro testo.\n", "utf-8")
    made = build(site, "--quiet")
    assert "Altro testo" in made.page("servizi/lavoro")
    assert (pdfs(made.folder), shelf.exists()) == (before, False)
    lost = made.folder / "volantini/it/progetti/activity-a6.pdf"
    lost.unlink()
    build(site, "--quiet")
    assert lost.exists()
    program = site / "docs/progetti/activity.md"
    program.write_text(program.read_text("utf-8").replace("title: ", "title: Nuovo ", 1), "utf-8")
    assert "Nuovo" in Pdf((build(site, "--quiet").folder / lost.relative_to(made.folder)).read_bytes()).text


def test_a_build_may_leave_the_printing_for_later(site: Path) -> None:
    made = build(site, "--quiet", SPORTELLO_LEAFLETS="later")
    assert pdfs(made.folder) == {}
    assert "volantini/it/progetti/activity-a4.pdf" in made.page("progetti/activity")


def test_two_languages_are_printed_on_request(site: Path) -> None:
    command = [sys.executable, "-m", "sportello", "leaflets", "--format", "bilingual", "--language", "ar"]
    run = subprocess.run(command, cwd=site, check=True, capture_output=True, text=True)
    assert list(pdfs(site / "site")) == ["volantini/ar/progetti/activity-a4-it.pdf"]
    assert "1" in run.stderr
    pdf = Pdf((site / "site/volantini/ar/progetti/activity-a4-it.pdf").read_bytes())
    assert pdf.pages == 2
    assert pdf.codes() >= {
        "https://prova.example/progetti/activity/",
        "https://prova.example/ar/progetti/activity/",
    }


def test_without_weasyprint_a_build_says_so_once_and_links_nothing(site: Path) -> None:
    (site / "sitecustomize.py").write_text('import sys\nsys.modules["weasyprint"] = None\n')
    made = build(site, "--quiet", PYTHONPATH=str(site))
    assert made.status == 0, made.output
    assert made.output.count("I volantini non si possono fare") == 1
    assert not (made.folder / "volantini").exists()
    assert not any("volantini" in html for html in made.pages().values())


def _until_there_is_one(folder: Path) -> Iterator[Path]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        yield from folder.glob("*.pdf")
        time.sleep(0.02)


def _members(group: int) -> list[int]:
    """The processes of a group that still run."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return []
    return [group]

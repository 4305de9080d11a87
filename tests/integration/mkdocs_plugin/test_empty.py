"""A catalogue in which nothing stands yet builds a site that says so."""

from __future__ import annotations

import re
from pathlib import Path

from tests.pagecheck import check_page

from .conftest import Built, build, draw

SITE = """\
=== mkdocs.yml
site_name: Sportello di prova
site_url: https://prova.example/
theme: {name: material}
plugins:
  - sportello: {languages: [it, ar]}
"""
KINDS = ("program", "service", "organization", "location", "municipality", "event", "news")
LISTS = "=== docs/index.md\n---\nkind: home\ntitle: Casa\nlead_text: Qui trovi aiuto\n---\n" + "".join(
    f"=== docs/{kind}/index.md\n---\nkind: listing\ntitle: Elenco\nof: {kind}\n---\n" for kind in KINDS
)
NOTHING = "Qui non c'è ancora niente."


def built(folder: Path, tree: str) -> Built:
    (folder / "docs").mkdir()
    made = build(draw(folder, tree), "--quiet")
    assert made.status == 0, made.output
    for path, html in made.pages().items():
        check_page(html, path)
    return made


def main(page: str) -> str:
    found = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert found
    return found[0]


def test_lists_without_entries_and_a_front_page_without_services_say_so(tmp_path: Path) -> None:
    made = built(tmp_path, SITE + LISTS)
    for kind in KINDS:
        assert NOTHING in main(made.page(kind))
        assert "sp-finder" not in main(made.page(kind))
    home = main(made.page(""))
    assert NOTHING in home
    assert "Guarda tutti i servizi" not in home
    assert "In quale comune abiti?" not in home

"""The pages of choices, which no editor writes: built, linked and listed as all others, and kept out of search."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest

from .conftest import Built, build
from .test_alternates import ALL, ROOT, links, sitemap

CHOICES = (
    "servizi/bisogno/",
    "servizi/bisogno/lost-job/",
    "servizi/comune/",
    "servizi/comune/gussola/",
    "servizi/come/",
    "servizi/come/online/",
)


def targets(built: Built, path: str) -> set[str]:
    """Where the links of a page's content lead, below the site."""
    page = html5lib.parse(built.page(path), namespaceHTMLElements=False)
    main = page.find(".//main")
    assert main is not None
    found = (link.get("href") or "" for link in main.iter("a"))
    return {posixpath.normpath(posixpath.join(path, href.split("#")[0].split("?")[0])) for href in found}


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("path", CHOICES)
def test_choice_is_a_page_like_others(built: Built, path: str, language: str) -> None:
    html = built.page(ALL[language] + path)
    expected = {code: f"{ROOT}{folder}{path}" for code, folder in ALL.items()}
    assert links(html, "alternate") == {**expected, "x-default": expected["it"]}
    assert ROOT + ALL[language] + path in sitemap(built, ALL[language])
    assert "data-pagefind-body" not in html
    assert '"BreadcrumbList"' in html


@pytest.mark.parametrize("folder", ALL.values())
def test_every_choice_is_linked_from_the_directory_and_leads_to_the_services(
    built: Built, folder: str
) -> None:
    linked = targets(built, f"{folder}servizi")
    values = {f"{folder}{path}".rstrip("/") for path in CHOICES if path.count("/") > 2}
    assert values <= linked
    for path in values:
        assert f"{folder}servizi/lavoro" in targets(built, path)


@pytest.mark.parametrize("folder", ALL.values())
def test_data_stand_beside_the_directory(built: Built, folder: str) -> None:
    data = json.loads((built.folder / folder / "servizi/elenco.json").read_text("utf-8"))
    assert data["hrefs"] == ["../servizi/lavoro/"]
    assert len(data["titles"]) == len(data["summaries"]) == 1


def test_nobody_meets_an_empty_list(spoil: Callable[[str, str, str], Path]) -> None:
    site = spoil(
        "docs/servizi/lavoro.md", "program: activity", "program: activity\nmunicipalities: [gussola]"
    )
    spoil("docs/progetti/activity.md", "[gussola]", "[gussola, deserto]")
    (site / "docs/comuni/deserto.md").write_text(
        "---\nkind: municipality\ntitle: Deserto\nistat: 019999\nprovince: Prova\n---\n"
    )
    made = build(site, "--quiet", SPORTELLO_LANGUAGE="it")
    assert made.status == 0, made.output
    html = made.page("servizi/comune/deserto")
    assert "/moduli/it/contatto?comune=019999" in html
    assert "tel:+3903721786314" in html


def test_a_wrong_vocabulary_is_named_with_its_line(spoil: Callable[[str, str, str], Path]) -> None:
    site = spoil("docs/servizi/lavoro.md", "[lost_job]", "[lost_jobs]\naudience: [nobody]\nways: [pigeon]")
    made = build(site, "--quiet")
    assert made.status != 0
    for line, word in ((6, "lost_jobs"), (7, "nobody"), (8, "pigeon")):
        assert f"docs/servizi/lavoro.md:{line}" in made.output
        assert f"«{word}»" in made.output

"""What a build writes for the search box, and what that costs a reader on a large site."""

from __future__ import annotations

import gzip
from pathlib import Path

from bench.content import Leaf, Size
from bench.pages import make_pages
from sportello.mkdocs_plugin.search import MOST_WORDS, WORDS, index_site, known_words
from sportello.mkdocs_plugin.settings import THEME
from sportello.pages.head import PageData
from sportello.pages.make import make_page
from tests.unit.pages.voices import organization, record, voice

from .conftest import Built

LARGE = Size(300, 1)
MOST_TRANSFERRED = 150_000
ASKED, LOOKED_AT = 3, 8
"""Files of the index and results that a query loads: MOST_WORDS and LOOKED_AT in finding.js."""


def test_a_query_costs_little_on_a_large_site_whatever_it_asks(tmp_path: Path) -> None:
    """The largest files of each kind, all in one query. The web server packs the scripts, as DEPLOY.md says."""
    leaves = make_pages(LARGE)
    for leaf in leaves:
        _write(tmp_path, leaf)
    index_site(tmp_path, {leaf.path: _page(record(leaf.path, "page", title=leaf.title)) for leaf in leaves})
    found = tmp_path / "pagefind"
    assert len(list((found / "fragment").iterdir())) == len(leaves)
    scripts = (found / "pagefind.js", THEME / "assets/sportello/finding.js", tmp_path / WORDS)
    cost = (
        sum(len(gzip.compress(file.read_bytes())) for file in scripts)
        + sum(file.stat().st_size for file in (found / "wasm.it.pagefind", *found.glob("*.pf_meta")))
        + sum(_largest(found / "index", ASKED))
        + sum(_largest(found / "fragment", LOOKED_AT))
    )
    assert cost <= MOST_TRANSFERRED


def test_the_index_holds_what_the_box_asks_for_and_nothing_else(built: Built) -> None:
    for folder in ("", "en", "ar"):
        names = {path.name for path in (built.folder / folder / "pagefind").iterdir()}
        assert {"pagefind.js", "pagefind-entry.json", "words.txt", "index", "fragment"} <= names
        assert not [name for name in names if "ui" in name or "worker" in name or "highlight" in name]


def test_known_words_are_those_of_the_likeliest_pages_and_never_many() -> None:
    service = record(
        "servizi/s.md", "service", title="Casa e casa", eligibility=["x"], keywords=["affitto", "sfratto 2"]
    )
    partner = organization("ente", title="Consorzio dell'affitto")
    assert known_words([_page(partner), _page(service)]) == "casa affitto sfratto consorzio dell"
    long = [_page(record(f"p{number}.md", "page", title="ж" * (4 + number))) for number in range(300)]
    words = known_words([*long, _page(record("servizi/t.md", "service", title="Tutto", eligibility=["x"]))])
    assert words.startswith("tutto ")
    assert MOST_WORDS - 1000 < len(words.encode()) <= MOST_WORDS


def _page(wanted: object) -> PageData:
    speaker = voice(wanted)  # type: ignore[arg-type] # a record of any kind
    return make_page(speaker, next(iter(speaker.catalogue.pages.values())))


def _write(folder: Path, leaf: Leaf) -> None:
    file = folder / leaf.path.removesuffix(".md").removesuffix("index") / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    texts = [
        leaf.summary,
        *(text for texts in leaf.lists.values() for text in texts),
        *leaf.body.split("\n\n"),
    ]
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    file.write_text(
        f'<html lang="it"><body><main data-pagefind-body><h1>{leaf.title}</h1>{paragraphs}</main></body></html>',
        "utf-8",
    )


def _largest(folder: Path, count: int) -> list[int]:
    return sorted((file.stat().st_size for file in folder.iterdir()), reverse=True)[:count]

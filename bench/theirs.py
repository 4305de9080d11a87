"""The same site for plain MkDocs, Material and mkdocs-static-i18n: a Markdown file a page and language, no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bench.content import SECTIONS, Leaf, Size
from bench.words import translate


def write_theirs(folder: Path, size: Size, pages: list[Leaf], *, small_menu: bool) -> None:
    """Write the whole site into `folder`; its menu lists all pages, as it comes, or the sections only, as ours."""
    settings = _settings(size, small_menu=small_menu)
    folder.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    for language in size.codes:
        for page in pages:
            _write(folder, language, _with_list(page, pages))


def write_source_page(folder: Path, page: Leaf) -> None:
    """Write anew one page of the source language."""
    _write(folder, "it", page)


def _write(folder: Path, language: str, page: Leaf) -> None:
    file = folder / "docs" / language / page.path
    file.parent.mkdir(parents=True, exist_ok=True)
    text = _markdown(page)
    file.write_text(text if language == "it" else translate(text, language), encoding="utf-8")


def _markdown(page: Leaf) -> str:
    lists = [_section(texts) for texts in page.lists.values()]
    return "\n\n".join((f"# {page.title}", page.summary, *lists, page.body)) + "\n"


def _section(texts: tuple[str, ...]) -> str:
    heading = " ".join(texts[0].split()[:2])
    return f"## {heading}\n\n" + "\n".join(f"- {text}" for text in texts)


def _with_list(page: Leaf, pages: list[Leaf]) -> Leaf:
    """A page that lists others, with the list that our side makes from the records."""
    if page.kind != "listing":
        return page
    listed = [other for other in pages if other.kind == page.facts["of"]]
    links = "\n".join(f"- [{other.title}]({Path(other.path).name}): {other.summary}" for other in listed)
    return Leaf(page.path, page.kind, page.title, page.summary, f"{page.body}\n\n{links}")


def _settings(size: Size, *, small_menu: bool) -> dict[str, Any]:
    languages = [
        {"locale": code, "name": code, "build": True, "default": code == size.codes[0]} for code in size.codes
    ]
    i18n = {"docs_structure": "folder", "languages": languages}
    settings = {
        "site_name": "Prova",
        "site_url": "http://127.0.0.1:8000/",
        "theme": {"name": "material"},
        "markdown_extensions": ["attr_list", "md_in_html", "tables"],
        "plugins": ["search", {"i18n": i18n}],
    }
    menu = {"nav": ["index.md", *(f"{section}/index.md" for section in SECTIONS.values())]}
    return settings | menu if small_menu else settings

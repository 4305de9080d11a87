"""The generated site as Sportello has it: Italian pages with their records, and full gettext catalogues."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import polib
import yaml

from bench.content import SECTIONS, Leaf, Size, slug
from bench.failure import BenchError
from bench.words import translate
from sportello.catalogue import examine, load_site
from sportello.translation.phrases import PageText, page_phrases
from sportello.translation.po import content_file, new_po, write_po
from sportello.translation.site_texts import site_texts


def write_ours(folder: Path, size: Size, pages: list[Leaf]) -> None:
    """Write the whole site into `folder`."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_settings(size), encoding="utf-8")
    for page in pages:
        write_page(folder, page)
    _translate(folder / "mkdocs.yml")


def write_page(folder: Path, page: Leaf) -> None:
    """Write, or write anew, one Italian page."""
    file = folder / "docs" / page.path
    file.parent.mkdir(exist_ok=True)
    lists = {field: list(texts) for field, texts in page.lists.items()}
    head = {"kind": page.kind, "title": page.title, "summary": page.summary, **lists, **page.facts}
    if page.kind == "municipality":
        del head["summary"]
    front_matter = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
    file.write_text(f"---\n{front_matter}---\n\n{page.body}\n", encoding="utf-8")


def _settings(size: Size) -> str:
    menu = "".join(f"  - {section}/index.md\n" for section in SECTIONS.values())
    return (
        dedent("""\
        site_name: Prova
        site_url: http://127.0.0.1:8000/
        theme: {{name: material, font: false}}
        markdown_extensions: [attr_list, md_in_html, tables]
        plugins:
          - sportello:
              languages: [{languages}]
              fallback: {fallback}
        nav:
          - index.md
    """).format(languages=", ".join(size.codes), fallback=slug("organization", 0))
        + menu
    )


def _translate(config: Path) -> None:
    site = load_site(config)
    examined = examine(site)
    if examined.problems:
        raise BenchError(f"The generated site is wrong: {examined.problems[0].line_text()}")
    texts = site_texts(site, examined).pages
    for language in site.options.languages[1:]:
        for page in texts:
            write_po(_catalogue(page, language), content_file(site.translations, language, page.path))


def _catalogue(page: PageText, language: str) -> polib.POFile:
    po = new_po(language)
    po.extend(
        polib.POEntry(msgid=phrase.msgid, msgstr=translate(phrase.msgid, language))
        for phrase in page_phrases(page)
    )
    return po

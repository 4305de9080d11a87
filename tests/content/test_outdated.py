"""What becomes of the first site's translations when its Italian changes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import html5lib
import markdown
import polib
import pytest

from sportello.catalogue import Catalogue, load_catalogue, load_site
from sportello.catalogue.record import Record
from sportello.catalogue.texts import record_texts
from sportello.pages.coverage import Lack, lack
from sportello.pages.make import make_page
from sportello.pages.render import Renderer, make_renderer
from sportello.pages.voice import Voice
from sportello.translation import load_translator
from sportello.translation.blocks import blocks, has_words
from sportello.translation.phrases import PageText
from sportello.translation.update import update_translations
from tests.built_site import ROOT

CHANGED = "come-chiedere-aiuto.md"
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]
NOTE = re.compile(
    r'<details class="sp-changed".*?<span lang="it" dir="ltr">(.*?)</span></details>', re.DOTALL
)
TAG = re.compile(r"<[^>]*>")
LINE = re.compile(r"</?(?:p|h\d|li|ul|ol|dd|dt|div|td|th|table|section|summary|article)\b[^>]*>|<br>")


def copy(folder: Path) -> Path:
    """The site's pages and catalogues, up to date, in a repository of their own."""
    for name in ("docs", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    update(folder)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(
        folder,
        "-c",
        "user.name=Prova",
        "-c",
        "user.email=prova@example.org",
        "commit",
        "--quiet",
        "-m",
        "before",
    )
    return folder


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def update(folder: Path) -> list[str]:
    """What `sportello translations update` does; the catalogues that it wrote."""
    site = load_site(folder / "mkdocs.yml")
    pages = [PageText(path, record_texts(r), r.body) for path, r in load_catalogue(site).pages.items()]
    report = update_translations(site.translations, site.options.languages[1:], pages)
    assert (report.removed, report.problems) == ([], [])
    return report.written


def test_one_changed_paragraph_is_outdated_in_eight_languages_and_nothing_else_is_touched(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    assert update(folder) == []
    page = folder / "docs" / CHANGED
    text = page.read_text("utf-8")
    (paragraph, *_) = (
        block.source for block in blocks(text.split("---\n", 2)[2]) if str(block.kind) == "paragraph"
    )
    page.write_text(
        text.replace(paragraph, paragraph.replace("\n", " ") + " Chiedi allo sportello."), "utf-8"
    )

    written = update(folder)

    languages = load_site(folder / "mkdocs.yml").options.languages[1:]
    catalogue = f"content/{CHANGED.removesuffix('.md')}.po"
    assert written == [f"translations/{language}/{catalogue}" for language in languages]
    assert len(written) == 8
    changed = git(folder, "diff", "--name-only", "--", "translations").split()
    assert sorted(changed) == sorted(written)
    for name in changed:
        before = {e.msgid: str(e) for e in polib.pofile(git(folder, "show", f"HEAD:{name}") + "\n")}
        after = {e.msgid: e for e in polib.pofile(str(folder / name))}
        (old,), (new,) = before.keys() - after.keys(), after.keys() - before.keys()
        assert (after[new].fuzzy, after[new].previous_msgid) == (True, old)
        assert all(str(entry) == before[msgid] for msgid, entry in after.items() if msgid != new)


@pytest.fixture(scope="module")
def outdated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Arabic catalogues in which every text has changed since it was translated."""
    folder = tmp_path_factory.mktemp("outdated") / "translations"
    shutil.copytree(ROOT / "translations/ar", folder / "ar")
    for file in (folder / "ar/content").rglob("*.po"):
        po = polib.pofile(str(file))
        for entry in po:
            entry.flags.append("fuzzy")
            entry.previous_msgid = "Com'era prima"
        po.save()
    return folder


def html(renderer: Renderer, record: Record) -> str:
    page = renderer.render(make_page(renderer.voice, record))
    return page.html(markdown.markdown(page.body, extensions=EXTENSIONS))


def words(rendered: str) -> str:
    return " ".join(unescape(TAG.sub("", rendered)).split())


def own_texts(record: Record) -> Iterator[str]:
    """The texts of a page as a reader of Italian sees them."""
    yield from (" ".join(text.text.split()) for text in record_texts(record) if has_words(text.text))
    yield from (
        words(markdown.markdown(block.source, extensions=EXTENSIONS)) for block in blocks(record.body)
    )


def voice(catalogue: Catalogue, translations: Path, language: str) -> Voice:
    return Voice(catalogue, load_translator(translations, language), date(2026, 11, 22))


def test_every_text_of_every_page_shows_its_italian_when_it_is_outdated(
    catalogue: Catalogue, outdated: Path
) -> None:
    italian, arabic = (make_renderer(voice(catalogue, outdated, language)) for language in ("it", "ar"))
    lost, tried = [], 0
    pages = {path: record for path, record in catalogue.pages.items() if not record.for_staff}
    for path, record in pages.items():
        shown, page = html(italian, record), html(arabic, record)
        said = {words(line) for line in LINE.split(shown)}
        notes = {words(original) for original in NOTE.findall(page)}
        links = {other.title for other in catalogue.pages.values()} - {record.title}
        own = {text for text in own_texts(record) if text in said} - links
        lost += [f"{path}: {text}" for text in own - notes]
        tried += len(own)
    assert lost == []
    assert tried > len(pages)


@pytest.mark.parametrize("kind", ["home", "program", "service", "page", "news", "event"])
def test_pages_with_notes_are_valid_html(catalogue: Catalogue, outdated: Path, kind: str) -> None:
    arabic = make_renderer(voice(catalogue, outdated, "ar"))
    records = (r for r in catalogue.pages.values() if r.kind == kind and not r.for_staff)
    record = max(records, key=lambda r: len(r.body))
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parseFragment(html(arabic, record))
    assert [note for note in page.iter("details") if note.get("class") == "sp-changed"]


def test_the_line_above_a_page_says_that_its_translation_is_a_draft(catalogue: Catalogue) -> None:
    english = voice(catalogue, ROOT / "translations", "en")
    said = {
        lack(make_page(english, record)) for path, record in catalogue.pages.items() if not record.for_staff
    }
    assert said == {Lack.DRAFT}

"""A build that takes over from the last one makes, to the byte, what a build from nothing makes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from random import Random

import pytest

from .conftest import Built, build

Edit = Callable[[Path], None]


def replacing(path: str, old: str, new: str) -> Edit:
    def edit(site: Path) -> None:
        text = (site / path).read_text("utf-8")
        assert old in text, path
        (site / path).write_text(text.replace(old, new), "utf-8")

    return edit


def writing(path: str, text: str) -> Edit:
    def edit(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")

    return edit


def deleting(path: str) -> Edit:
    return lambda site: (site / path).unlink()


HEADER = 'msgid ""\nmsgstr "Language: {}\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
EDITS: Mapping[str, Edit] = {
    "body": replacing("docs/privacy.md", "Conserviamo poco.", "Conserviamo poco, e per poco."),
    "heading that another page links to": replacing(
        "docs/progetti/activity.md", "Una tappa.", "Una tappa.\n\n## Altro"
    ),
    "title shown on other pages": replacing(
        "docs/enti/mestieri.md", "title: Mestieri", "title: Mestieri nuovi"
    ),
    "phone that another page tells other systems": replacing(
        "docs/enti/mestieri.md", "number: 0372 1786314", "number: 0372 0000000"
    ),
    "date": replacing("docs/servizi/lavoro.md", "updated: 2021-03-04", "updated: 2022-03-04"),
    "event": writing(
        "docs/eventi/festa.md",
        "---\nkind: event\ntitle: Festa\nsummary: Una festa\nstart: 2031-10-15\nprogram: activity\n"
        "more_dates: [{start: 2031-10-22}]\n---\n",
    ),
    "desk with hours, on other pages, too": writing(
        "docs/sportelli/prova.md",
        "---\nkind: location\ntitle: Prova\nsummary: Uno sportello\norganization: mestieri\n"
        "municipality: gussola\nprograms: [activity]\nhours: {monday: ['09:00-12:30']}\n"
        "closures: [{start: 2031-01-01, reason: lavori}]\n---\n",
    ),
    "patron's day": replacing("docs/comuni/gussola.md", "istat:", "patron: 7 dicembre\nistat:"),
    "translation of a body": writing(
        "translations/en/content/privacy.po",
        HEADER.format("en") + 'msgid "Conserviamo poco."\nmsgstr "We keep little."\n',
    ),
    "translation of a title shown on other pages": writing(
        "translations/ar/content/progetti/activity.po",
        HEADER.format("ar") + 'msgid "Activity"\nmsgstr "نشاط"\n',
    ),
    "translation of the interface": writing(
        "translations/en/interface.po", HEADER.format("en") + 'msgid "Menu"\nmsgstr "The menu"\n'
    ),
    "option": replacing("mkdocs.yml", "footer: [privacy.md]", "footer: [aiuto.md]"),
    "setting": replacing("mkdocs.yml", "Sportello di prova", "Sportello di un'altra prova"),
    "extension": replacing("mkdocs.yml", "\nplugins:", "\nmarkdown_extensions: [smarty]\nplugins:"),
    "style": writing("docs/stile.css", "body { color: #111 }"),
    "other choices": replacing("docs/servizi/lavoro.md", "[lost_job]", "[care, new_here]\ncost: free"),
    "picture": writing("docs/foto.png", "un'altra foto"),
    "new page": writing("docs/nuova.md", "---\ntitle: Una pagina nuova\n---\nVedi [l'aiuto](aiuto.md).\n"),
    "alert": writing(
        "docs/avvisi.md",
        "---\nkind: alerts\ntitle: Avvisi\nalerts: [{text: Chiuso, end: 2199-12-31, programs: [activity]}]\n---\n",
    ),
    "deletion": deleting("docs/eventi/festa.md"),
    "keywords": replacing("docs/aiuto.md", "title:", "keywords: soccorso, sostegno\ntitle:"),
    "translation that is outdated": replacing(
        "translations/en/content/servizi/lavoro.po",
        'msgid "Cercare lavoro"',
        '#, fuzzy\n#| msgid "Trovare lavoro"\nmsgid "Cercare lavoro"',
    ),
    "page that no longer exists in a language": deleting("translations/en/content/comuni/gussola.po"),
    "catalogue that says to be of another language": replacing(
        "translations/en/content/enti/mestieri.po", "Language: en", "Language: fr"
    ),
    "address of the site": replacing("mkdocs.yml", "https://prova.example/", "https://prova.example/sito/"),
    "setting of Pagefind": writing("pagefind.yml", "exclude_selectors: [h2]\n"),
    "confirmation": writing(
        "var/confirmations.jsonl",
        '{"date": "2100-01-01", "by": "x", "page": "x.md", "fact": "phone", "value": "0"}\n'
        f'{{"date": "{date.today()}", "by": "mestieri", "page": "enti/mestieri.md", "fact": "phone", '  # noqa: DTZ011
        '"value": "0372 1786314"}',
    ),
    "confirmation by hand": replacing(
        "docs/enti/mestieri.md", "requests_to:", "confirmed: {date: 2021-03-04}\nrequests_to:"
    ),
    "languages": replacing("mkdocs.yml", "[it, en, ar]", "[it, en]"),
}
BODY = "translations/en/content/progetti/activity.po"
OF_ONE_PAGE: Mapping[str, Edit] = {
    "translation of a block": replacing(
        BODY, 'msgid "Activity"', 'msgid "Una tappa."\nmsgstr "One step."\n\nmsgid "Activity"'
    ),
    "review": replacing(
        BODY, 'msgid "Una tappa."', '# reviewed: Prova Provetti, 2026-01-02\nmsgid "Una tappa."'
    ),
    "other words, which outgrow the review": replacing(BODY, "2026-01-02\n", "2026-01-02 [00000000]\n"),
    "outdated": replacing(BODY, 'msgid "Una tappa."', '#, fuzzy\n#| msgid "Due tappe."\nmsgid "Una tappa."'),
    "outdated without the former text": replacing(BODY, '#| msgid "Due tappe."\n', ""),
    "missing again": replacing(BODY, '"One step."', '""'),
}
"""One after the other, each in the page's own catalogue: where the others are taken over."""


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def from_nothing(site: Path) -> dict[str, bytes]:
    """What a build in a copy of the site makes, which knows of no build before it."""
    copy = site.with_name("copy")
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns(".cache", "site"))
    made = build(copy, "--quiet")
    assert made.status == 0, made.output
    found = contents(copy / "site")
    shutil.rmtree(copy)
    return found


def rebuilt(site: Path, **environment: str) -> Built:
    made = build(site, "--quiet", **environment)
    assert made.status == 0, made.output
    return made


def commit(site: Path, day: str) -> None:
    """Let the repository say that what is new was written on a day."""
    who = (
        "-c",
        "user.name=Prova Provetti",
        "-c",
        "user.email=prova@example.org",
        "-c",
        "commit.gpgsign=false",
    )
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+00:00")
    for command in (("init", "-q"), ("add", "docs"), (*who, "commit", "-q", "-m", "Prova")):
        subprocess.run(["git", *command], cwd=site, env={**os.environ, **dates}, check=True)


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edits_all_is_as_if_built_from_nothing(site: Path, seed: int) -> None:
    edits = Random(seed).sample(sorted(EDITS), len(EDITS))  # noqa: S311 - nothing to guess
    rebuilt(site)
    for names in (edits[:1], edits[1:3], edits[3:7], edits[7:]):
        for name in names:
            EDITS[name](site)
        assert contents(rebuilt(site).folder) == from_nothing(site), names


def test_whatever_the_state_of_a_translation_all_is_as_if_built_from_nothing(site: Path) -> None:
    kept = [
        site / "site" / path for path in ("en/comuni/gussola/index.html", "ar/pagefind/pagefind-entry.json")
    ]
    rebuilt(site)
    before = [file.stat().st_mtime_ns for file in kept]
    for name, edit in OF_ONE_PAGE.items():
        edit(site)
        assert contents(rebuilt(site).folder) == from_nothing(site), name
    assert [file.stat().st_mtime_ns for file in kept] == before


def test_what_an_edit_does_not_concern_stays_as_it_lies(site: Path) -> None:
    rebuilt(site)
    before = {path: (site / path).stat().st_mtime_ns for path in contents(site)}
    replacing("docs/aiuto.md", "Chiama,", "Chiama, scrivi,")(site)
    rebuilt(site)
    changed = {
        path
        for path, time in before.items()
        if (site / path).exists() and (site / path).stat().st_mtime_ns != time
    }
    pages = {path for path in changed if path.endswith("index.html")}
    states = "site/redazione/traduzioni/index.html"  # counts all catalogues, so it is always made
    assert pages == {states, *(f"site/{language}aiuto/index.html" for language in ("", "en/", "ar/"))}


LARGE = ("rdflib", "feedgen.feed", "icalendar")
"""Libraries that write calendars and open data, and take long to import."""


def test_what_pages_tell_other_systems_follows_the_records_that_it_comes_from(site: Path) -> None:
    replacing("docs/servizi/lavoro.md", "program: activity", "program: activity\nproviders: [mestieri]")(site)
    rebuilt(site)
    page = site / "site/servizi/lavoro/index.html"
    assert "+3903721786314" in page.read_text("utf-8")
    EDITS["phone that another page tells other systems"](site)
    assert contents(rebuilt(site).folder) == from_nothing(site)
    assert "+3903720000000" in page.read_text("utf-8")
    written = page.stat().st_mtime_ns
    EDITS["body"](site)
    assert contents(rebuilt(site).folder) == from_nothing(site)
    assert page.stat().st_mtime_ns == written


def test_open_data_are_made_where_they_change_and_their_libraries_read_only_then(site: Path) -> None:
    replacing("docs/servizi/lavoro.md", "updated: 2021-03-04\n", "")(site)
    commit(site, "2021-03-04")
    rebuilt(site)
    feed = site / "site/dati/servizi.atom"
    before = {file: file.stat().st_mtime_ns for file in (site / "site").rglob("dati/**/*") if file.is_file()}
    assert feed in before

    EDITS["body"](site)
    commit(site, "2022-03-04")
    made = rebuilt(site, PYTHONPROFILEIMPORTTIME="1")
    assert "| mkdocs.plugins" in made.output.replace(" " * 2, "")
    assert [name for name in LARGE if f" {name}\n" in made.output] == []
    assert {file: file.stat().st_mtime_ns for file in before} == before

    replacing("docs/servizi/lavoro.md", "Porta un documento.", "Porta due documenti.")(site)
    commit(site, "2023-03-04")
    made = rebuilt(site, PYTHONPROFILEIMPORTTIME="1")
    assert [name for name in LARGE if f" {name}\n" not in made.output] == []
    assert "2023-03-04" in feed.read_text("utf-8")
    assert contents(made.folder) == from_nothing(site)


def test_build_into_another_folder_takes_over_as_well(site: Path) -> None:
    rebuilt(site)
    EDITS["body"](site)
    made = build(site, "--quiet", "-d", "elsewhere/site")
    assert made.status == 0, made.output
    assert contents(site / "elsewhere/site") == from_nothing(site)
    (site / "elsewhere/site/privacy/index.html").write_text("rovinata")
    assert "Conserviamo" in (site / "site/privacy/index.html").read_text("utf-8")


def test_site_that_somebody_touched_is_made_whole(site: Path) -> None:
    sound = contents(rebuilt(site).folder)
    (site / "site/aiuto/index.html").write_text("rovinata")
    (site / "site/en/servizi/lavoro/index.html").unlink()
    (site / "site/di-troppo.html").write_text("di troppo")
    assert contents(rebuilt(site).folder) == sound


def test_damaged_records_are_no_records(site: Path) -> None:
    sound = contents(rebuilt(site).folder)
    for record in (site / ".cache/sportello/sites").glob("*/*"):
        record.write_bytes(b"rovinato")
    assert contents(rebuilt(site).folder) == sound


def test_build_that_fails_leaves_the_former_site(site: Path) -> None:
    sound = contents(rebuilt(site).folder)
    replacing("docs/privacy.md", "title:", "titolo:")(site)
    assert build(site, "--quiet").status != 0
    assert contents(site / "site") == sound
    assert list((site / ".cache/sportello").glob("next-*")) == []


def test_warning_of_a_page_that_did_not_change_is_given_again(site: Path) -> None:
    replacing("mkdocs.yml", "\nplugins:", "\nvalidation: {links: {anchors: warn}}\nplugins:")(site)
    replacing("docs/privacy.md", "poco.", "poco. Vedi [questo](aiuto.md#manca).")(site)
    rebuilt(site)  # quietly: the warning is not even made
    for _ in range(2):
        replacing("docs/aiuto.md", "Chiama", "Chiama, chiama")(site)
        made = build(site)
        assert "WARNING" in made.output
        assert "#manca" in made.output
        assert made.status == 0
    assert build(site, "--strict").status != 0


def test_new_warning_where_the_search_index_stays_loses_no_page(site: Path) -> None:
    replacing("mkdocs.yml", "\nplugins:", "\nvalidation: {links: {anchors: warn}}\nplugins:")(site)
    replacing("docs/privacy.md", "poco.", 'poco.\n\nNota.\n{: data-pagefind-ignore="" }\n')(site)
    assert build(site).status == 0
    index = (site / "site/pagefind/pagefind-entry.json").stat().st_mtime_ns
    replacing("docs/privacy.md", "Nota.", "[Nota](aiuto.md#manca).")(site)
    made = build(site)
    assert "#manca" in made.output
    assert contents(made.folder) == from_nothing(site)
    assert (site / "site/pagefind/pagefind-entry.json").stat().st_mtime_ns == index


def test_all_is_built_anew_on_demand(site: Path) -> None:
    rebuilt(site)
    page = site / "site/privacy/index.html"
    before = page.stat().st_mtime_ns
    rebuilt(site, SPORTELLO_ANEW="1")
    assert page.stat().st_mtime_ns != before


def test_nothing_is_taken_over_where_a_page_may_depend_on_anything(site: Path) -> None:
    writing("theme/main.html", '{% extends "base.html" %}')(site)
    replacing("mkdocs.yml", "  name: material", "  name: material\n  custom_dir: theme")(site)
    rebuilt(site)
    assert not (site / ".cache").exists()

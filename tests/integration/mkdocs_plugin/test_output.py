"""What stands beside and inside the pages: search, calendars, the forms' shell, and nothing from elsewhere."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import html5lib
import jinja2
import pytest
from icalendar import Calendar, Event

from tests.pagecheck import check_page

from .conftest import Built, build

LANGUAGES = {"it": "", "en": "en", "ar": "ar"}


def test_every_page_is_valid(built: Built) -> None:
    for path, html in built.pages().items():
        check_page(html, path)


def test_no_page_asks_others_for_anything(built: Built) -> None:
    asked = []
    for path, html in built.pages().items():
        for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
            address = element.get("src") or (element.get("href") if element.tag == "link" else "") or ""
            if re.match("(https?:)?//", address) and element.get("rel") not in {"canonical", "alternate"}:
                asked.append(f"{path}: {address}")
    assert asked == []


def test_page_says_all_without_scripts(built: Built) -> None:
    page = html5lib.parse(built.page("comuni/gussola"), namespaceHTMLElements=False)
    for script in list(page.iter("script")):
        script.clear()
    text = " ".join(page.itertext())
    for word in ("Cercare lavoro", "Mestieri", "0372 1786314"):
        assert word in text
    addresses = {a.get("href") for a in page.iter("a")}
    assert "tel:+3903721786314" in addresses
    assert "/moduli/it/contatto?progetto=activity&comune=019052" in addresses


def test_search_index_holds_its_own_language_only(built: Built) -> None:
    others = tuple(f"{folder}/" for folder in LANGUAGES.values() if folder)
    for language, folder in LANGUAGES.items():
        entry = json.loads((built.folder / folder / "pagefind/pagefind-entry.json").read_text("utf-8"))
        assert list(entry["languages"]) == [language]
        own = [
            p for p in built.pages() if (p.startswith(f"{folder}/") if folder else not p.startswith(others))
        ]
        pages = [
            path
            for path in own
            if not path.endswith(("404.html", "redazione/traduzioni/index.html"))
            and "sp-main--choice" not in built.page(path.removesuffix("index.html"))
        ]
        front = 1
        assert entry["languages"][language]["page_count"] == len(pages) - front, (
            "neither staff's nor front page, nor those of choices"
        )


def test_calendars_are_read_by_others(built: Built) -> None:
    for folder in LANGUAGES.values():
        for name in ("eventi/festa.ics", "progetti/activity.ics"):
            events = Calendar.from_ical((built.folder / folder / name).read_bytes()).walk("VEVENT")
            assert [type(event) for event in events] == [Event]
            assert events[0]["UID"] == "festa@prova.example"
            assert events[0]["STATUS"] == "TENTATIVE"
            assert events[0].decoded("DTSTART") == date(2021, 10, 15)


@pytest.mark.parametrize("language", LANGUAGES)
def test_shell_is_a_template_that_says_only_what_form_pages_give(built: Built, language: str) -> None:
    below = f"/{LANGUAGES[language]}/".replace("//", "/")
    shell = (built.folder / LANGUAGES[language] / ".sportello/layout.html").read_text("utf-8")
    form = (
        '{% extends "shell" %}{% block title %}Scrivici{% endblock %}{% block head %}<meta name="x">{% endblock %}'
        '{% block content %}<h1 lang="{{ lang }}" dir="{{ dir }}">Modulo</h1>{% endblock %}'
    )
    loader = jinja2.DictLoader({"shell": shell, "form": form})
    link = {"code": "it", "lang": "it", "name": "Italiano", "direction": "ltr", "href": "/moduli/it/?a=1&b=2"}
    links = [{**link, "current": language == "it"}]
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    page = environment.get_template("form").render(language_links=links)
    assert "<title>Scrivici – Sportello di prova</title>" in page
    assert '<meta name="x">' in page
    assert f'<h1 lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">Modulo</h1>' in page
    assert 'href="/moduli/it/?a=1&amp;b=2"' in page
    assert f'href="{below}servizi/"' in page
    assert not re.search(r"\{\{|\{%|[\ufdd0\ufdd1]", page)
    check_page(page, f"shell of {language}")


def test_braces_of_a_text_stay_text_in_page_and_shell(built: Built, site: Path) -> None:
    assert "Prova {{ 7*7 }}" in built.page("")
    config = (site / "mkdocs.yml").read_text("utf-8").replace("Sportello di prova", "A {{ 7*7 }} {% x %} {#")
    (site / "mkdocs.yml").write_text(config.replace("site_name: A", "site_name: >-\n  A"), "utf-8")
    made = build(site, SPORTELLO_LANGUAGE="it")
    assert made.status == 0, made.output
    shell = (site / "site/.sportello/layout.html").read_text("utf-8")
    page = jinja2.Environment(autoescape=True).from_string(shell).render(language_links=[])
    assert "A {{ 7*7 }} {% x %} {#" in page


def test_images_are_there_in_every_language(built: Built) -> None:
    for folder in LANGUAGES.values():
        assert (built.folder / folder / "foto.png").is_file()


def test_two_builds_are_alike(site: Path) -> None:
    made = [
        build(site, "-d", name, SOURCE_DATE_EPOCH="1700000000", SPORTELLO_LANGUAGE="ar")
        for name in ("a", "b")
    ]
    assert [run.status for run in made] == [0, 0]
    first, second = (
        {f.relative_to(site / name): f.read_bytes() for f in (site / name).rglob("*") if f.is_file()}
        for name in ("a", "b")
    )
    assert first == second


def test_no_openpgp_file_becomes_public(built: Built) -> None:
    assert [path for path in built.folder.rglob("*") if path.suffix in {".asc", ".pgp", ".gpg"}] == []

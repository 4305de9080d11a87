"""What is wrong never becomes a site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .conftest import build

Spoil = Callable[[str, str, str], Path]


def test_wrong_content_is_listed_whole_and_the_old_site_stays(site: Path, spoil: Spoil) -> None:
    old = site / "site/index.html"
    old.parent.mkdir()
    old.write_text("di ieri", "utf-8")
    spoil("docs/comuni/gussola.md", "019052", "19")
    spoil("docs/servizi/lavoro.md", "program: activity", "program: aktivity")
    made = build(site)
    lines = made.output.splitlines()
    assert made.status == 1
    assert [line for line in lines if line.startswith("docs/comuni/gussola.md:4: istat: «19»")]
    assert [line for line in lines if line.startswith("docs/servizi/lavoro.md:5: program: «aktivity»")]
    assert "Il sito non è stato costruito" in made.output
    assert "Traceback" not in made.output
    assert [file.name for file in (site / "site").iterdir()] == ["index.html"]
    assert old.read_text("utf-8") == "di ieri"


def test_problems_are_told_in_english_to_others(spoil: Spoil) -> None:
    made = build(spoil("docs/comuni/gussola.md", "019052", "19"), LC_ALL="C.UTF-8")
    assert made.status == 1
    assert "docs/comuni/gussola.md:4: istat: " in made.output
    assert "six-digit ISTAT code" in made.output


def test_warning_is_told_and_stops_only_in_strict_mode(spoil: Spoil) -> None:
    site = spoil("docs/privacy.md", "title:", "review_by: 2020-01-01\ntitle:")
    environment = {"SPORTELLO_LANGUAGE": "it"}
    lenient, strict = build(site, **environment), build(site, "--strict", **environment)
    assert "docs/privacy.md:2: review_by" in lenient.output
    assert (lenient.status, strict.status) == (0, 1)
    assert "Traceback" not in strict.output


def test_language_that_fails_fails_the_whole(site: Path, spoil: Spoil) -> None:
    spoil("mkdocs.yml", "theme:", "hooks: [hook.py]\ntheme:")
    (site / "hook.py").write_text(
        "from mkdocs.exceptions import PluginError\n"
        "def on_nav(nav, config, files):\n"
        "    if config.theme['language'] == 'ar':\n"
        "        raise PluginError('niente arabo oggi')\n",
        "utf-8",
    )
    made = build(site)
    assert made.status == 1
    assert "niente arabo oggi" in made.output
    assert "These languages could not be built: ar." in made.output


def test_strict_reaches_every_language(site: Path, spoil: Spoil) -> None:
    spoil("mkdocs.yml", "theme:", "hooks: [hook.py]\ntheme:")
    (site / "hook.py").write_text(
        "import logging\n"
        "def on_nav(nav, config, files):\n"
        "    if config.theme['language'] == 'ar':\n"
        "        logging.getLogger('mkdocs.plugins').warning('attenzione in arabo')\n",
        "utf-8",
    )
    made = build(site, "--strict")
    assert made.status == 1
    assert "attenzione in arabo" in made.output


def test_unknown_option_is_named(spoil: Spoil) -> None:
    made = build(spoil("mkdocs.yml", "help_page:", "helppage:"))
    assert made.status == 1
    assert "sportello.helppage" in made.output
    assert "Traceback" not in made.output


def test_unknown_language_is_named_with_those_there_are(site: Path) -> None:
    made = build(site, SPORTELLO_LANGUAGE="de")
    assert made.status == 1
    assert "it, en, ar" in made.output

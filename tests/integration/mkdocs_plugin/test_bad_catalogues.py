"""Catalogues with mistakes: named by file and line, by the check and by the build, and never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sportello.cli import cli

from .conftest import TREE, Built, build, draw

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: {}\\n"\n\n'
ONE = 'msgid "{}"\nmsgstr "{}"\n'
BAD = {
    "ar/content/servizi/lavoro.po": HEAD.format("ar")
    + "#. title\n"
    + ONE.format("Cercare lavoro", "البحث عن عمل " * 12)
    + "\n"
    + ONE.format("Un aiuto per il lavoro", "مساعدة \u202eللعمل")
    + "\n"
    + ONE.format("Porta un documento. Vedi [il progetto]{1}.", "أحضر وثيقة.")
    + "\n"
    + ONE.format("Se cerchi lavoro", "إذا كنت تبحث عن عمل"),
    "ar/content/progetti/activity.po": HEAD.format("fr") + ONE.format("Il progetto", "Le projet"),
    "en/content/servizi/lavoro.po": HEAD.format("en")
    + ONE.format("Un aiuto per il lavoro", "A **help")
    + "\n"
    + ONE.format("Cercare lavoro", "Look for work")
    + "\n"
    + ONE.format("Cercare lavoro", "Search work")
    + "\n"
    + ONE.format("Se cerchi lavoro", "If you look for work"),
    "en/content/aiuto.po": 'msgid "Come chiedere aiuto\nmsgstr "Where to ask"\n',
    "en/interface.po": HEAD.format("en\\nPlural-Forms: nplurals=3; plural=n;")
    + 'msgid "%(num)s comune"\nmsgid_plural "%(num)s comuni"\nmsgstr[0] "one"\nmsgstr[1] "%(num)s"\n',
    "fr/content/aiuto.po": ONE.format("Come chiedere aiuto", "Comment demander"),
}
NAMED = (
    "translations/ar/content/servizi/lavoro.po:4: il titolo è lungo 156 caratteri; al massimo 120",
    "translations/ar/content/servizi/lavoro.po:8: nella traduzione c'è un segno invisibile",
    "translations/ar/content/servizi/lavoro.po:11: nella traduzione manca «[…]{1}»",
    "translations/ar/content/progetti/activity.po:1: Language: il catalogo dice di essere in «fr»",
    "translations/en/content/servizi/lavoro.po:4: nella traduzione «**» è aperto e non è chiuso",
    "translations/en/content/servizi/lavoro.po:10: lo stesso msgid è già alla riga 7",
    "translations/en/content/aiuto.po:1: il catalogo non si legge (virgolette)",
    "translations/en/interface.po:1: Plural-Forms: nplurals è 3; 2 in «en»",
    "translations/fr:1: «fr» non è una lingua del sito",
)


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = draw(tmp_path_factory.mktemp("spoiled"), TREE)
    for name, text in BAD.items():
        file = root / "translations" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def made(spoiled: Path) -> Built:
    return build(spoiled)


@pytest.mark.parametrize("line", NAMED)
def test_the_build_says_what_it_does_not_show(made: Built, line: str) -> None:
    assert made.status == 0
    assert line in made.output


def test_the_check_names_the_same(spoiled: Path) -> None:
    arguments = ["check", "--config", str(spoiled / "mkdocs.yml")]
    result = CliRunner(env={"LC_ALL": "it_IT.UTF-8"}).invoke(cli, arguments)
    assert result.exit_code == 1
    assert [line for line in NAMED if line not in result.output] == []


def test_the_italian_stands_where_a_translation_is_not_sound(made: Built) -> None:
    arabic, english = (made.page(f"{language}/servizi/lavoro") for language in ("ar", "en"))
    for page in (arabic, english):
        assert '<h1><span lang="it" dir="ltr">Cercare lavoro</span></h1>' in page
        assert '<span lang="it" dir="ltr">Un aiuto per il lavoro</span>' in page
    shown = "".join(made.pages().values())
    assert [
        text for text in ("أحضر", "Le projet", "Where to ask", "Look for work", "A **help") if text in shown
    ] == []
    assert "If you look for work" in english

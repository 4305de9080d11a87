"""`sportello translations check`: mistakes planted in a copy of the site's own translations are named."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from sportello.cli import cli
from sportello.translation.checks import gettext_tools

ROOT = Path(__file__).parents[3]
EDITIONS = "content/progetti/ripartire.po"
PROJECT, HELP, INTERFACE = "content/progetti/job-2-0.po", "content/come-chiedere-aiuto.po", "interface.po"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    for language in ("en", "ar"):
        shutil.copytree(ROOT / "translations" / language, tmp_path / "translations" / language)
    return tmp_path


def check(copy: Path, language: str, *options: str) -> Result:
    return CliRunner(env={"LC_ALL": "it_IT.UTF-8"}).invoke(
        cli, ["translations", "check", "--config", str(copy / "mkdocs.yml"), language, *options]
    )


def plant(file: Path, italian: str, before: str, after: str) -> int:
    """Change the translation of the message with these words; the line where its entry begins."""
    po = polib.pofile(str(file))
    entry = next(entry for entry in po if italian in entry.msgid and before in entry.msgstr)
    entry.msgstr = entry.msgstr.replace(before, after, 1)
    po.save()
    return next(again.linenum or 0 for again in polib.pofile(str(file)) if again.msgid == entry.msgid)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_the_site_says_today_passes(copy: Path, language: str) -> None:
    result = check(copy, language, "--strict")
    assert (result.exit_code, result.output) == (0, "Nessun problema.\n")


@pytest.mark.parametrize(
    ("language", "file", "planted", "named"),
    [
        ("en", EDITIONS, ("140mila", "140 thousand", "14 thousand"), "manca «140mila»"),
        ("en", PROJECT, ("50 anni", "50", "60"), "manca «50»"),
        ("en", INTERFACE, ("0375 40200", "0375 40200", "0375 40201"), "manca il telefono «0375 40200»"),
        ("ar", INTERFACE, ("333 123 4567", "3331234567", "٣٣٣١٢٣٤٥٦٨"), "manca il telefono «333 123 4567»"),
        (
            "en",
            "content/progetti/activity-cr.po",
            ("gennaio 2021", "January", "June"),
            "manca il mese «gennaio»",
        ),
        (
            "en",
            "content/notizie/parte-facciamo-squadra.po",
            ("settembre 2020", "2020", "2012"),
            "manca «2020»",
        ),
        ("en", PROJECT, ("]{1}", "{1}", ""), "nella traduzione manca"),
        ("en", HELP, ("112", "112", "113"), "manca «112»"),
    ],
)
def test_a_mistake_that_does_harm_is_an_error_with_its_line(
    copy: Path, language: str, file: str, planted: tuple[str, str, str], named: str
) -> None:
    line = plant(copy / "translations" / language / file, *planted)
    result = check(copy, language)
    assert result.exit_code == 1
    assert re.search(
        rf"^translations/{language}/{file}:{line}: .*{re.escape(named)}.*; ", result.output, re.MULTILINE
    )


@pytest.mark.parametrize(
    ("planted", "named"),
    [
        (("GDPR", "GDPR", "privacy law"), "manca il nome «GDPR»"),
        (("Garante", "request", "query"), "«richiesta» non è tradotto come nel glossario; «request»"),
    ],
)
def test_names_and_agreed_words_are_warnings(copy: Path, planted: tuple[str, str, str], named: str) -> None:
    line = plant(copy / "translations/en/content/privacy.po", *planted)
    result = check(copy, "en")
    assert (result.exit_code, f"translations/en/content/privacy.po:{line}: " in result.output) == (0, True)
    assert named in result.output
    assert check(copy, "en", "--strict").exit_code == 1


def test_an_outdated_translation_is_not_compared(copy: Path) -> None:
    file = copy / "translations/en" / EDITIONS
    plant(file, "140mila", "140 thousand", "14 thousand")
    po = polib.pofile(str(file))
    next(entry for entry in po if "140mila" in entry.msgid).flags.append("fuzzy")
    po.save()
    assert "140mila" not in check(copy, "en").output


def test_a_broken_row_of_the_glossary_is_named(copy: Path) -> None:
    glossary = copy / "translations/en/glossary.csv"
    lines = len(glossary.read_text(encoding="utf-8").splitlines())
    with glossary.open("a", encoding="utf-8") as file:
        file.write("bolletta,,\n")
    assert (
        f"glossary.csv:{lines + 1}: la riga ha il termine o la traduzione vuoti" in check(copy, "en").output
    )
    glossary.write_bytes(b"\xff\xfe")
    assert "glossary.csv:1: il file non si legge" in check(copy, "en").output


def test_a_language_that_the_site_does_not_have_is_refused(copy: Path) -> None:
    result = check(copy, "de")
    assert "de: not a language of the site. One of: en, fr" in str(result.exception)


BROKEN = [
    ('msgid "a\\n"\nmsgstr "b"\n', "end with '\\n'"),
    ('#, python-format\nmsgid "%(a)s"\nmsgstr "%(b)s"\n', "a"),
    ('#, python-format\nmsgid "%(a)s"\nmsgid_plural "%(a)s s"\nmsgstr[0] "%(a)s"\n', "plural"),
]
HEADER = """msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@pytest.fixture(params=["msgfmt", "babel"])
def _tool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "babel":
        monkeypatch.setenv("PATH", "")
    elif not shutil.which("msgfmt"):
        pytest.skip("GNU gettext is not installed")


@pytest.mark.usefixtures("_tool")
@pytest.mark.parametrize(("entry", "said"), BROKEN)
def test_msgfmt_or_babel_name_what_gettext_refuses(tmp_path: Path, entry: str, said: str) -> None:
    file = tmp_path / "a.po"
    file.write_text(HEADER + entry, encoding="utf-8")
    [problem, *_] = gettext_tools.gettext_problems(file, "a.po", "en")
    assert said in problem.found.text()
    assert problem.path == "a.po"


@pytest.mark.usefixtures("_tool")
def test_neither_finds_fault_with_a_sound_catalogue(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_text(HEADER + 'msgid "a"\nmsgstr "b"\n', encoding="utf-8")
    assert gettext_tools.gettext_problems(file, "a.po", "en") == []


def test_the_check_of_the_whole_site_names_it_too(copy: Path) -> None:
    line = plant(copy / "translations/en" / EDITIONS, "140mila", "140 thousand", "14 thousand")
    arguments = ["check", "--config", str(copy / "mkdocs.yml")]
    result = CliRunner(env={"LC_ALL": "it_IT.UTF-8"}).invoke(cli, arguments)
    assert result.exit_code == 1
    assert f"translations/en/{EDITIONS}:{line}: nella traduzione manca «140mila»" in result.output

"""Texts in another language, from catalogues on disk."""

from pathlib import Path

import polib
import pytest

from sportello.catalogue.problems import Severity
from sportello.translation import State, Translated, load_translator
from sportello.translation.interface import packaged_catalogue
from sportello.translation.problems import translation_problems

PAGE_PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Aiuto"
msgstr "Help"

#, fuzzy
#| msgid "Ciao"
msgid "Ciao a tutti"
msgstr "Hello"

msgid "[Chiama]{1} ora"
msgstr "Call now"

msgid "Da fare"
msgstr ""
"""
INTERFACE_PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Prova di %(name)s"
msgstr "Trial of %(name)s"

msgid "Rotto %(name)s"
msgstr "Broken %(nome)s"

#, fuzzy
msgid "Cambiato"
msgstr "Changed"

msgctxt "porta"
msgid "Prova aperta"
msgstr "Open door"

msgid "%(num)s prova"
msgid_plural "%(num)s prove"
msgstr[0] "one trial"
msgstr[1] "%(num)s trials"
"""


@pytest.fixture
def translations(tmp_path: Path) -> Path:
    folder = tmp_path / "translations"
    (folder / "en/content/servizi").mkdir(parents=True)
    (folder / "en/content/aiuto.po").write_text(PAGE_PO, "utf-8")
    (folder / "en/content/servizi/x.po").write_text(PAGE_PO.replace("Help", "Aid"), "utf-8")
    (folder / "en/interface.po").write_text(INTERFACE_PO, "utf-8")
    return folder


def test_texts_come_from_their_page_then_from_any_other(translations: Path) -> None:
    english = load_translator(translations, "en")
    assert english.text("Aiuto", "servizi/x.md") == Translated("Aid", State.DRAFT, "en")
    assert english.text(" Aiuto\n", "nuova.md") == Translated("Help", State.DRAFT, "en")
    assert english.text("Aiuto") == Translated("Help", State.DRAFT, "en")


def test_texts_without_a_current_translation_are_italian_and_say_so(translations: Path) -> None:
    english = load_translator(translations, "en")
    assert english.text("Da fare", "aiuto.md") == Translated("Da fare", State.MISSING, "it")
    assert english.text("Mai visto", "aiuto.md") == Translated("Mai visto", State.MISSING, "it")
    assert not english.text("328 944", "aiuto.md").stands_in


def test_an_outdated_text_keeps_its_translation_and_knows_what_the_source_says_now(
    translations: Path,
) -> None:
    english = load_translator(translations, "en")
    said = english.text("Ciao a tutti", "aiuto.md")
    assert said == Translated("Hello", State.OUTDATED, "en", original="Ciao a tutti")
    assert not said.stands_in


def test_bodies_are_translated_block_by_block(translations: Path) -> None:
    body = "# Aiuto\n\nCiao a tutti\n\n[Chiama](tel:+390375) ora\n"
    english = load_translator(translations, "en")
    assert english.markdown(body, "aiuto.md") == (
        "# Help {: #aiuto }\n\n"
        f"Hello{english.mark.note('Ciao a tutti')}\n\n"
        '<span lang="it" dir="ltr">[Chiama](tel:+390375) ora</span>\n'
    )
    assert english.problems[-1].line_text() == (
        "translations/en/content/aiuto.po:13: nella traduzione manca «[…]{1}»; riporta com'è nell'italiano"
    )


def test_the_source_language_is_never_touched(translations: Path) -> None:
    italian = load_translator(translations, "it")
    assert italian.markdown("# Aiuto", "aiuto.md") == "# Aiuto"
    assert italian.text("Aiuto", "aiuto.md") == Translated("Aiuto", State.REVIEWED, "it")
    assert italian.gettext("Aiuto") == "Aiuto"


def test_a_language_without_catalogues_is_all_italian(tmp_path: Path) -> None:
    arabic = load_translator(tmp_path / "none", "ar")
    assert arabic.direction == "rtl"
    assert arabic.markdown("Ciao", "x.md") == '<span lang="it" dir="ltr">Ciao</span>'
    assert arabic.problems == ()


def test_the_interface(translations: Path) -> None:
    english = load_translator(translations, "en")
    assert english.gettext("Prova di %(name)s") == "Trial of %(name)s"
    assert english.ngettext("%(num)s prova", "%(num)s prove", 3) == "%(num)s trials"
    assert english.pgettext("porta", "Prova aperta") == "Open door"
    assert english.gettext("Cambiato") == "Cambiato"
    assert english.gettext("Rotto %(name)s") == "Rotto %(name)s"
    assert [(p.path, p.line) for p in english.problems] == [("translations/en/interface.po", 9)]


def test_what_the_site_does_not_say_comes_from_sportello_itself(translations: Path) -> None:
    packaged = packaged_catalogue("en")
    assert packaged
    own = next(
        e for e in polib.pofile(str(packaged)) if e.translated() and not e.msgid_plural and not e.msgctxt
    )
    assert load_translator(translations, "en").gettext(own.msgid) == own.msgstr


@pytest.mark.parametrize(
    "text",
    [
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n%0;\\n"\n',
        'msgid "a"\nmsgstr "b\n',
        "\x00\x01",
        '"Plural-Forms: nplurals=x;\\n"',
        'msgid ""\nmsgstr "Plural-Forms: ?"\n',
    ],
)
def test_an_interface_that_does_not_parse_leaves_the_italian(translations: Path, text: str) -> None:
    (translations / "en/interface.po").write_text(text, "utf-8")
    english = load_translator(translations, "en")
    assert english.gettext("Prova di %(name)s") == "Prova di %(name)s"
    assert [problem.path for problem in english.problems] == ["translations/en/interface.po"]


def test_bytes_that_are_no_text_are_a_problem_with_their_line(translations: Path) -> None:
    for file in ("interface.po", "content/aiuto.po"):
        (translations / "en" / file).write_bytes(b'msgid "a"\nmsgstr "\xff"\n')
    english = load_translator(translations, "en")
    assert english.markdown("Ciao", "aiuto.md") == '<span lang="it" dir="ltr">Ciao</span>'
    assert [problem.line for problem in english.problems] == [2, 2]


def test_every_mistake_in_the_catalogues_is_named(translations: Path) -> None:
    (translations / "fr").mkdir()
    (translations / "cucina").mkdir()
    (translations / "en/content/doppio.po").write_text(
        'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "utf-8"
    )
    (translations / "en/content/rotto.po").write_text('msgid "a\nmsgstr "b"\n', "utf-8")
    found = translation_problems(translations, ["en", "ar"])
    assert [(p.path.removeprefix("translations/"), p.line, p.severity) for p in found] == [
        ("cucina", 1, Severity.WARNING),
        ("fr", 1, Severity.WARNING),
        ("en/interface.po", 9, Severity.ERROR),
        ("en/content/aiuto.po", 13, Severity.ERROR),
        ("en/content/doppio.po", 4, Severity.ERROR),
        ("en/content/rotto.po", 1, Severity.ERROR),
        ("en/content/servizi/x.po", 13, Severity.ERROR),
    ]


def test_no_catalogues_no_problems(tmp_path: Path) -> None:
    assert translation_problems(tmp_path / "translations", ["en"]) == []

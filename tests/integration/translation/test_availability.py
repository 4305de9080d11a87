"""A page exists where something of it is translated."""

from pathlib import Path

from sportello.catalogue.texts import FieldText
from sportello.translation.availability import page_availability
from sportello.translation.phrases import PageText

PO = 'msgid "Aiuto"\nmsgstr "Help"\n\nmsgid "Corpo"\nmsgstr ""\n'


def write(folder: Path, language: str, page: str, text: str) -> None:
    file = folder / language / "content" / page
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_a_page_exists_where_one_of_its_own_texts_is_translated(tmp_path: Path) -> None:
    write(tmp_path, "en", "aiuto.po", PO)
    write(tmp_path, "ar", "aiuto.po", PO.replace("Help", ""))
    write(tmp_path, "fr", "aiuto.po", PO.replace('msgid "Aiuto"', 'msgid "Di una volta"'))
    write(tmp_path, "uk", "aiuto.po", 'msgid "Aiuto\n')
    page = PageText("aiuto.md", [FieldText("title", "Aiuto")], "Corpo")
    found = page_availability(tmp_path, ["it", "fr", "ar", "en", "uk"], [page])
    assert found == {"aiuto.md": ("it", "en")}


def test_pages_without_words_and_the_front_page_exist_everywhere(tmp_path: Path) -> None:
    pages = [
        PageText("index.md", [FieldText("title", "Prima pagina")], ""),
        PageText("altro.md", [], "123\n"),
    ]
    found = page_availability(tmp_path, ["it", "ar"], pages, frozenset({"index.md"}))
    assert found == {"index.md": ("it", "ar"), "altro.md": ("it", "ar")}


def test_an_outdated_translation_still_makes_a_page_and_a_programs_guess_does_not(tmp_path: Path) -> None:
    write(tmp_path, "en", "aiuto.po", '#, fuzzy\n#| msgid "Un aiuto"\n' + PO)
    write(tmp_path, "ar", "aiuto.po", "#, fuzzy\n" + PO)
    page = PageText("aiuto.md", [FieldText("title", "Aiuto")], "Corpo")
    assert page_availability(tmp_path, ["it", "en", "ar"], [page]) == {"aiuto.md": ("it", "en")}

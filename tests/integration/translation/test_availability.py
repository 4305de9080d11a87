"""A page exists where something of it is translated."""

from sportello.catalogue import load_site
from sportello.translation.availability import languages_of
from tests.integration.translation.conftest import SmallSite

PO = 'msgid "Aiuto"\nmsgstr "Help"\n\nmsgid "Corpo"\nmsgstr ""\n'


def write(site: SmallSite, language: str, text: str) -> None:
    file = site.catalogue(language, "aiuto.po")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_a_page_exists_where_one_of_its_texts_is_shown_translated(site: SmallSite) -> None:
    known = load_site(site.config)
    write(site, "en", PO)
    write(site, "ar", PO.replace("Help", ""))
    assert languages_of(known, "aiuto.md") == ("it", "en")
    write(site, "ar", PO.replace("Help", "مساعدة"))
    assert languages_of(known, "aiuto.md") == ("it", "en", "ar")


def test_what_is_not_shown_makes_no_page(site: SmallSite) -> None:
    known = load_site(site.config)
    write(site, "en", '#~ msgid "Aiuto"\n#~ msgstr "Help"\n')
    write(site, "ar", 'msgid "Aiuto\n')
    assert languages_of(known, "aiuto.md") == ("it",)
    write(site, "en", "#, fuzzy\n" + PO)
    assert languages_of(known, "aiuto.md") == ("it",)
    write(site, "en", '#, fuzzy\n#| msgid "Un aiuto"\n' + PO)
    assert languages_of(known, "aiuto.md") == ("it", "en")


def test_the_front_page_exists_in_every_language(site: SmallSite) -> None:
    known = load_site(site.config)
    assert languages_of(known, "index.md") == ("it", "en", "ar")
    assert languages_of(known, "aiuto.md") == ("it",)

"""A reader on a phone, without JavaScript, says that a page is not clear, and is back on it with one press."""

from __future__ import annotations

import pytest

from tests.e2e.kinds import RATED, rate
from tests.e2e.reader import Readers

WORDS = {"it": "Non capisco «garanzia»: Segnale-3311", "ar": "لا أفهم كلمة الضمان Segnale-3311"}


@pytest.mark.parametrize("language", WORDS)
def test_from_the_page_to_the_thanks_and_back(readers: Readers, language: str) -> None:
    reader = readers.open(language, phone=True, scripts=False)
    rate(reader, 2)
    assert reader.page.locator("html").get_attribute("lang") == language
    main = reader.page.locator("main")
    question = reader.says("Dove hai incontrato le maggiori difficoltà?")
    answers = main.get_by_role("group").filter(has_text=question).get_by_role("radio")
    assert answers.count() == 5
    answers.nth(1).check()
    main.get_by_role("textbox").fill(WORDS[language])
    reader.follow(reader.button("Invia"))
    assert reader.heading == reader.says("Grazie, il tuo parere ci aiuterà a migliorare il sito!")
    reader.follow(main.locator("p a"))
    assert reader.place == reader.address(RATED)
    assert reader.page.context.cookies() == []
    reader.check_addresses_hide("Segnale", WORDS[language])


def test_language_is_changed_on_the_way_and_nothing_is_lost(readers: Readers) -> None:
    reader = readers.open("it", scripts=False)
    rate(reader, 4)
    main = reader.page.locator("main")
    main.get_by_role("radio").nth(2).check()
    main.get_by_role("textbox").fill(WORDS["it"])
    arabic = reader.page.locator("header").get_by_role("button", name="العربية")
    reader.follow(arabic.locator("visible=true").first)
    assert reader.page.locator("html").get_attribute("dir") == "rtl"
    assert main.get_by_role("radio").nth(2).is_checked()
    assert main.get_by_role("textbox").input_value() == WORDS["it"]


def test_whoever_presses_without_choosing_is_told(readers: Readers) -> None:
    reader = readers.open("it", scripts=False)
    reader.open(reader.address(RATED))
    reader.follow(reader.button("Continua"), 422)
    assert reader.page.get_by_role("alert").get_by_role("link").inner_text() == "Scegli un numero da 1 a 5"

"""Content in the forms whose Italian has changed since it was translated."""

from pathlib import Path

from tests.integration.forms.browser import Browser

OUTDATED = '#, fuzzy\n#| msgid "Com\'era prima"\nmsgid "{}"\nmsgstr "{}"\n'
TEXTS = {
    "progetti/concluso": ("Il denaro è finito", "There is no money left"),
    "progetti/squadra": ("Solo contatti", "Only contacts"),
    "servizi/lavoro": ("Con te", "With you"),
}
PAGES = {
    "progetti/concluso": "/moduli/en/contatto?progetto=concluso&comune=lainate",
    "progetti/squadra": "/moduli/en/?comune=melzo",
    "servizi/lavoro": "/moduli/en/?comune=gussola",
}


def test_an_outdated_text_is_shown_with_the_italian_one_tap_away(tmp_path: Path, browser: Browser) -> None:
    for page, (italian, english) in TEXTS.items():
        file = tmp_path / f"translations/en/content/{page}.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(OUTDATED.format(italian, english), "utf-8")
    for page, address in PAGES.items():
        shown = browser.get(address)
        notes = [found for found in shown.root.iter("details") if found.get("class") == "sp-changed"]
        said = [
            (span.get("lang"), span.get("dir"), span.text) for note in notes for span in note.iter("span")
        ]
        assert said == [("it", "ltr", TEXTS[page][0])]
        assert TEXTS[page][1] in shown.text

"""The pages for staff have pictures that load fast, and each picture says in words what it shows."""

import re
from pathlib import Path

from sportello.catalogue import Catalogue

DOCS = Path(__file__).parents[2] / "docs"
HEAVIEST = 60_000
PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<file>[^)]+)\)")


def test_the_translators_guide_has_pictures_that_say_what_they_show(catalogue: Catalogue) -> None:
    body = catalogue.pages["guida-traduzione.md"].body
    pictures = [(match["file"], match["words"]) for match in PICTURE.finditer(body)]
    assert [Path(file).suffix for file, _ in pictures] == [".webp", ".svg"]
    assert [file for file, _ in pictures if (DOCS / file).stat().st_size > HEAVIEST] == []
    assert [words for _, words in pictures if len(words.split()) < 10] == []


def test_editors_find_the_translators_guide(catalogue: Catalogue) -> None:
    assert "(guida-traduzione.md)" in catalogue.pages["guida-redazione.md"].body
    assert "(guida-redazione.md)" in catalogue.pages["guida-traduzione.md"].body

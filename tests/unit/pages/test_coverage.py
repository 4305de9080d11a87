"""What is said above a page about its translation."""

from __future__ import annotations

import pytest

from sportello.pages.coverage import Lack, lack, page_words
from sportello.pages.make import make_page
from sportello.pages.voice import Voice
from sportello.translation import State, Translated

from .voices import CASALASCO, SmallTranslator, record, voice

SUMMARY = "uno due tre quattro cinque sei sette otto nove dieci"


class Reviewing(SmallTranslator):
    """Has been read by a person, every text of it."""

    def text(self, source_text: str, page: str | None = None) -> Translated:
        said = super().text(source_text, page)
        return Translated(said.text, State.REVIEWED, said.language) if not said.stands_in else said


def speaker(*translated: str, reviewed: bool = False) -> Voice:
    made = voice(*CASALASCO, record("p.md", "page", title="Uno", summary=SUMMARY), language="en")
    translator = (Reviewing if reviewed else SmallTranslator)(
        "en", {text: text.upper() for text in translated}
    )
    return Voice(made.catalogue, translator, made.today)


@pytest.mark.parametrize(
    ("translated", "reviewed", "expected"),
    [
        ((), False, Lack.FOREIGN),
        (("Uno",), True, Lack.FOREIGN),
        ((SUMMARY,), False, Lack.DRAFT),
        ((SUMMARY,), True, None),
        ((SUMMARY, "Uno"), True, None),
        ((SUMMARY, "Uno"), False, Lack.DRAFT),
    ],
)
def test_the_worse_of_what_more_than_a_third_of_the_words_lack(
    translated: tuple[str, ...], *, reviewed: bool, expected: Lack | None
) -> None:
    known = speaker(*translated, reviewed=reviewed)
    assert lack(make_page(known, known.catalogue.pages["p.md"])) is expected


def test_words_are_those_of_the_source_and_of_all_that_the_page_shows() -> None:
    known = speaker("Uno")
    words = page_words(make_page(known, known.catalogue.pages["p.md"]))
    breadcrumb = 1
    assert (words[State.DRAFT], words[State.MISSING]) == (1, 10 + breadcrumb)

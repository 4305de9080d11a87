"""Hard, long and shortened Italian is named by file, line and sentence, and is never an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue.problems import Severity
from sportello.plain.check import CITIZENS, OTHERS, STAFF
from tests.unit.plain.pages import FRONT, problems

LONG = "Qui c'è una frase che va avanti e avanti " + "e ancora un po' " * 5 + "e poi non si ferma."
HARD = "L'implementazione dell'amministrazione condivisa presuppone coprogettazioni interistituzionali."


def test_a_plain_page_is_not_named() -> None:
    assert problems(f"{FRONT}\nVieni allo sportello. Porta un documento.\n") == []


def test_a_long_sentence_is_named_with_its_line() -> None:
    (problem,) = problems(f"{FRONT}\n## Dove\n\nQui è breve.\n{LONG}\n")
    assert (problem.path, problem.line, problem.field) == ("docs/prova-0.md", 8, "")
    assert problem.severity is Severity.WARNING
    assert f"«{LONG}»" in problem.line_text()
    assert f"al massimo {CITIZENS.words}" in problem.line_text()


def test_a_long_sentence_in_a_field_is_named_with_its_field() -> None:
    (problem,) = problems(f"---\ntitle: Prova\nsummary: {LONG}\n---\n")
    assert (problem.line, problem.field) == (3, "summary")


def test_a_hard_page_is_named_by_its_hardest_sentence() -> None:
    (problem,) = problems(f"{FRONT}\nVieni pure quando vuoi.\n\n- {HARD}\n- {HARD}\n")
    assert (problem.line, HARD in problem.line_text(), "Gulpease" in problem.line_text()) == (7, True, True)


def test_titles_and_names_do_not_make_a_page_look_easy() -> None:
    names = "\n".join(f"## Casa {number}\n\n- Uno\n- Due\n" for number in range(20))
    assert len(problems(f"{FRONT}\n{HARD}\n\n{names}")) == 1


def test_who_writes_the_site_may_be_told_harder_things() -> None:
    longer = " ".join(["una"] * CITIZENS.words) + " casa."
    assert CITIZENS.words < OTHERS.words < STAFF.words
    assert CITIZENS.index > OTHERS.index > STAFF.index
    assert len(problems(f"{FRONT}\n{longer}\n")) == 1
    assert problems(f"---\ntitle: Prova\nfor_staff: true\n---\n\n{longer}\n") == []


def test_links_and_markup_are_no_words() -> None:
    linked = " ".join(["[una](https://example.org/una/lunga/via.md)"] * CITIZENS.words)
    assert problems(f"{FRONT}\n**{linked}**.\n") == []


def test_a_site_in_another_language_is_not_measured() -> None:
    assert problems(f"{FRONT}\n{LONG}\n", languages=["fr", "it"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Serve l'ISEE (indicatore della situazione economica). L'ISEE si chiede al comune.",
        "Il servizio inserimenti lavorativi (SIL) aiuta. Il SIL è qui.",
        "I dati sono dell'ISTAT, l'istituto di statistica.",
        "Rispetta le WCAG 2.2, le regole internazionali.",
        "Chiama il SIL, cioè il servizio inserimenti.",
        "Il regolamento europeo («GDPR») lo dice.",
        "Il SERT aiuta.\n\n| Sigla | Che cos'è |\n|---|---|\n| SERT | Servizio per le dipendenze |",
        "Mandaci un SMS o un PDF.",
        "Nel XX secolo e nel capitolo IV.",
        "NON pagare nessuno.",
        "ORARI DI APERTURA",
        "Chiedi ad ABC Lavoro.",
        "La licenza è CC BY.",
        "La prima edizione di A2A e di CS&L e di ACTIVITY.CR.",
    ],
)
def test_abbreviations_that_are_explained_or_known(text: str) -> None:
    partner = "---\nkind: organization\ntitle: ABC Lavoro\nsummary: Aiuta\n---\n"
    assert problems(f"{FRONT}\n{text}\n", partner, known_abbreviations=["CC BY"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Serve l'ISEE. L'ISEE (indicatore della situazione economica) si chiede al comune.",
        "Serve l'ISEE aggiornato.",
        "Serve l'ISEE (2026).",
        "(ISEE) serve qui.",
        "- ISEE\n- Carta di identità",
    ],
)
def test_abbreviations_that_nobody_explains(text: str) -> None:
    (problem,) = problems(f"{FRONT}\n{text}\n")
    assert (problem.line, "«ISEE»" in problem.line_text()) == (5, True)


def test_a_short_name_is_explained_by_the_title_of_its_own_page_only() -> None:
    own = (
        "---\nkind: organization\ntitle: Servizio inserimenti\nshort_name: SIL\nsummary: Il SIL aiuta.\n---\n"
    )
    (problem,) = problems(own, f"{FRONT}\nIl SIL è vicino.\n")
    assert problem.path == "docs/prova-1.md"


@given(
    st.lists(st.sampled_from(["Breve.", "- Voce.", "", "> Detto.", "## Titolo", "    codice"]), max_size=8)
)
def test_the_line_is_right_wherever_the_sentence_stands(before: list[str]) -> None:
    body = "\n".join([*before, "", "", f"Prima. {LONG}"])
    text = f"{FRONT}{body}\n"
    line = next(problem.line for problem in problems(text) if problem.field == "")
    assert LONG in text.split("\n")[line - 1]

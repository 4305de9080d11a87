"""Names stay, and the words agreed on are used, singular or plural, in any case."""

import pytest

from sportello.translation.checks.glossary import Glossary, Term
from sportello.translation.checks.terms import Terms

GLOSSARY = Glossary(
    (
        Term("ente capofila", ("lead organisation",)),
        Term("sportello", ("пункт допомоги", "help desk")),
        Term("ricevuta", ("receipt",)),
        Term("bolletta", ("فاتورة", "فواتير")),
        Term("comune", ("市镇", "municipality")),
        Term("ente", ("organisation",)),
        Term("SMS", ("text message",)),
    )
)
NAMES = {
    "Cernusco sul Naviglio": frozenset({"Cernusco sul Naviglio"}),
    "Comune di Lainate": frozenset({"Lainate"}),
    "Lainate": frozenset({"Lainate"}),
    "Fondo Sociale Europeo": frozenset({"European Social Fund"}),
    "CS&L": frozenset({"CS&L"}),
}
TERMS = Terms(NAMES, GLOSSARY)


def named(source: str, translation: str) -> list[str]:
    return [finding.found.text() for finding in TERMS.findings(source, translation)]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Vai allo sportello.", "Go to the help desk."),
        ("Gli sportelli aprono.", "До пунктів допомоги можна прийти."),
        ("Le bollette arretrate", "الفواتير المتأخرة"),
        ("Lo dice la bolletta", "مكتوب في الفاتورة"),
        ("in 17 comuni", "17个市镇"),
        ("L'ente capofila risponde", "The lead organisation answers"),
        ("Il bando ha ricevuto domande", "The call drew applications"),
        ("A Cernusco sul Naviglio", "在 Cernusco sul Naviglio"),
        ("Il Comune di Lainate", "Lainate 市镇政府"),
        ("Comune di Lainate", "Comune di Lainate"),
        ("Il Fondo Sociale Europeo", "The European Social Fund"),
        ("L'ISEE e il SIL", "(ISEE) ثم SIL"),
        ("Scrivi un SMS", "Send a text message"),
        ("CHE COSA CHIEDE", "WHAT THE PERSON ASKS"),
        ("usa «sportello check»", "use “sportello check”"),
        ("come «servizi/sportello.md»", "like “servizi/sportello.md”"),
    ],
)
def test_what_agrees(source: str, translation: str) -> None:
    assert named(source, translation) == []


@pytest.mark.parametrize(
    ("source", "translation", "name"),
    [
        ("Serve l'ISEE", "You need the income statement", "nome «ISEE»"),
        ("Il SIL e la DID", "The SIL and the declaration", "nome «DID»"),
        ("Parla con A2A", "Talk to the company", "nome «A2A»"),
        ("A Cernusco sul Naviglio", "In Cernusco", "nome «Cernusco sul Naviglio»"),
        ("Il Comune di Lainate", "The municipality of Milan", "nome «Comune di Lainate»"),
        ("Con CS&L", "With the consortium", "nome «CS&L»"),
        ("Vai allo sportello", "Go to the counter", "«sportello» non è tradotto come nel glossario"),
        ("Tieni la ricevuta", "Keep the slip", "«ricevuta» non è tradotto come nel glossario"),
        ("L'ente capofila", "The organisation", "«ente capofila» non è tradotto come nel glossario"),
    ],
)
def test_what_does_not(source: str, translation: str, name: str) -> None:
    assert [name in text for text in named(source, translation)] == [True]


def test_the_right_words_are_said() -> None:
    [finding] = TERMS.findings("Vai allo sportello", "Go to the counter")
    assert "«пункт допомоги», «help desk»" in finding.expected.text()

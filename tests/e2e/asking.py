"""Filling in the forms as people do: by the words on the page."""

from __future__ import annotations

from dataclasses import dataclass

from tests.e2e.reader import Reader

WORDS = {
    "it": "Cerco lavoro come cuoca. Prova «virgolette» & segni <strani>.",
    "en": "I am looking for work as a cook. It's only a test.",
    "ar": "أبحث عن عمل كطباخة في Gussola، هذه تجربة فقط.",
}


@dataclass(frozen=True)
class Answers:
    """What an invented person writes."""

    name: str = "Prova Provetti"
    phone: str = "0375 000000"
    message: str = WORDS["it"]


def answers_in(language: str) -> Answers:
    """What somebody who reads this language would write."""
    name = "بروفا التجريبية" if language == "ar" else "Prova Provetti"
    return Answers(name=name, message=WORDS.get(language, WORDS["it"]))


def fill_in(reader: Reader, answers: Answers) -> None:
    """Answer what a contact request asks; place and topic are as they are."""
    page = reader.page
    page.get_by_label(reader.says("Come possiamo chiamarti?")).fill(answers.name)
    page.get_by_label(reader.says("Numero di telefono")).fill(answers.phone)
    page.get_by_label(reader.says("Telefonata")).check()
    page.get_by_label(reader.says("Mattina"), exact=True).check()
    page.get_by_label(reader.says("Che cosa vuoi dirci?")).fill(answers.message)


def choose_half_days(reader: Reader, count: int = 1) -> list[str]:
    """Choose the first half-days that are offered; their words."""
    chosen = []
    for number, name in enumerate(("first", "second", "third")[:count], 1):
        select = reader.page.locator(f"select[name={name}]")
        select.select_option(index=number)
        chosen.append(select.locator("option:checked").inner_text())
    return chosen


def send(reader: Reader) -> str:
    """From the filled form over the check screen to the receipt; its code."""
    reader.follow(reader.button("Continua"))
    reader.follow(reader.button("Invia"))
    return reader.page.locator(".sp-code").inner_text()


def summary(reader: Reader) -> dict[str, str]:
    """Questions and answers of the check screen."""
    rows = reader.page.locator(".sp-summary > div").all()
    return {row.locator("dt").inner_text(): row.locator("dd").first.inner_text() for row in rows}

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sportello.catalogue.confirmations import Confirmation
from sportello.catalogue.facts import Fact, FactKind
from sportello.open_data.dataset import make_dataset
from tests.unit.pages.voices import changed, organization, voice

LEAD = organization("mestieri", title="Mestieri", contacts={"emails": ["pubblica@example.org"]})
PHONES = {"phones": [{"number": "0375 40200"}, {"number": "0372 1786314"}]}


def assured(*days: str | None, phones: bool = True, **fields: object) -> tuple[object, object]:
    """What a service says whose numbers were confirmed on these days."""
    contacts = {"contacts": PHONES} if phones else {}
    service = changed("servizi/lavoro.md")
    records = [LEAD if r.path == LEAD.path else r for r in service if r.path != "servizi/lavoro.md"]
    data = {"kind": "service", "path": "servizi/lavoro.md", "title": "Lavoro", "summary": "X"}
    model = next(r for r in service if r.path == "servizi/lavoro.md")
    made = type(model).model_validate(
        {**data, "eligibility": ["x"], "providers": ["mestieri"], **contacts, **fields}
    )
    spoken = voice(*records, made)
    numbers = [phone["number"] for phone in PHONES["phones"]]
    said = {}
    for number, day in zip(numbers, days, strict=False):
        if day:
            fact = Fact("servizi/lavoro.md", FactKind.PHONE, number)
            said[fact] = Confirmation(fact, date.fromisoformat(day), "mestieri")
    spoken = replace(spoken, catalogue=replace(spoken.catalogue, confirmations=said))
    [found] = make_dataset(spoken).services
    return found.get("assured_date"), found.get("assurer_email")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), None),
        (("2021-05-01", None), None),
        (("2021-05-01", "2021-04-01"), "2021-04-01"),
        (("2021-05-01", "2031-04-01"), None),
    ],
)
def test_a_service_is_as_sure_as_the_least_sure_of_its_facts(
    days: tuple[str | None, ...], expected: str | None
) -> None:
    assert assured(*days) == (expected, "pubblica@example.org" if expected else None)


def test_the_editors_word_counts_with_and_without_numbers() -> None:
    for phones in (True, False):
        found = assured(phones=phones, confirmed={"date": "2021-03-01"})
        assert found == ("2021-03-01", "pubblica@example.org")

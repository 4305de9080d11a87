"""Facts that can become wrong by themselves: phones, hours and addresses, each with the organization that knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sportello.catalogue.model import Location, Organization, Program, Service
from sportello.catalogue.parts import WeeklyHours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.catalogue import Catalogue
    from sportello.catalogue.parts import Contacts
    from sportello.catalogue.record import Record


class FactKind(StrEnum):
    """What a fact tells."""

    PHONE = "phone"
    HOURS = "hours"
    ADDRESS = "address"


PLACE = frozenset({FactKind.HOURS, FactKind.ADDRESS})
"""What one must be able to trust before going somewhere."""


@dataclass(frozen=True, order=True)
class Fact:
    """One fact as it stands on one page. Another value is another fact: nobody has confirmed it yet.

    Attributes:
        page: the path of the page that says it (`sportelli/x.md`).
        value: in words that a person can compare: `0375 40200`, `via Prova 1`, `monday 09:00-12:30`.
    """

    page: str
    kind: FactKind
    value: str


def facts_of(record: Record) -> Iterator[Fact]:
    """The facts that a page says, in its order; those of past editions are history, and no facts any more."""
    if isinstance(record, Location):
        if record.address:
            yield Fact(record.path, FactKind.ADDRESS, record.address)
        if record.hours:
            yield hours_fact(record.path, record.hours)
    if isinstance(record, Program | Service | Organization | Location):
        yield from phone_facts(record.path, record.contacts)


def phone_facts(page: str, contacts: Contacts) -> Iterator[Fact]:
    """The phone numbers of a page, as facts."""
    return (Fact(page, FactKind.PHONE, phone.number) for phone in contacts.phones)


def hours_fact(page: str, hours: WeeklyHours) -> Fact:
    """A week's hours are one fact: who changes a day looks at them all."""
    days = ((day, getattr(hours, day)) for day in WeeklyHours.model_fields)
    said = (" ".join([day, *map(str, spans)]) for day, spans in days if spans)
    return Fact(page, FactKind.HOURS, "; ".join(said))


def owner_of(catalogue: Catalogue, record: Record) -> Organization | None:
    """The organization that knows whether a page's facts are right; None where the catalogue names none.

    An organization knows its own, a desk's is the one that keeps it, a service's is the first that gives it, a
    program's is its lead.
    """
    if isinstance(record, Organization):
        return record
    slug: str | None = None
    if isinstance(record, Location):
        slug = record.organization
    elif isinstance(record, Program):
        slug = record.lead
    elif isinstance(record, Service):
        program = catalogue.programs.get(record.program or "")
        slug = record.providers[0] if record.providers else program.lead if program else None
    return catalogue.organizations.get(slug or "")

"""Who can say whether facts are right, and which facts: from the catalogue."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale

from sportello.catalogue import Catalogue
from sportello.catalogue.confirmations import standings
from sportello.catalogue.facts import Fact, FactKind
from sportello.catalogue.parts import WeeklyHours

_NAMES = Locale("it").days["stand-alone"]["wide"]
_DAYS: Mapping[str, str] = {day: _NAMES[number] for number, day in enumerate(WeeklyHours.model_fields)}


@dataclass(frozen=True)
class PageFacts:
    """What one page says."""

    title: str
    facts: tuple[Fact, ...]

    @property
    def lines(self) -> tuple[tuple[FactKind, str], ...]:
        """Each fact as its owner can compare it, in Italian."""
        return tuple((fact.kind, _worded(fact)) for fact in self.facts)


@dataclass(frozen=True)
class Owner:
    """An organization that knows facts."""

    organization: str
    """Its slug."""
    name: str
    email: str | None
    """None: nobody there can be asked by mail."""
    pages: tuple[PageFacts, ...]
    confirmed: dt.date | None
    """The first of the days on which its facts were confirmed; None while one of them never was."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All of its facts."""
        return tuple(fact for page in self.pages for fact in page.facts)

    @property
    def seen(self) -> str:
        """What stands for these very facts in a form: who confirms has seen them and no others."""
        return hashlib.sha256(repr(self.facts).encode()).hexdigest()[:32]


def owners_of(catalogue: Catalogue, today: dt.date) -> tuple[Owner, ...]:
    """The owners of the site's facts, by their pages."""
    found: dict[str, dict[str, list[Fact]]] = {}
    days: dict[str, list[dt.date | None]] = {}
    for one in standings(catalogue, today):
        if one.owner is not None:
            found.setdefault(one.owner.slug, {}).setdefault(one.fact.page, []).append(one.fact)
            days.setdefault(one.owner.slug, []).append(one.confirmed)
    return tuple(_owner(catalogue, slug, pages, days[slug]) for slug, pages in found.items())


def _owner(
    catalogue: Catalogue, slug: str, pages: Mapping[str, list[Fact]], days: list[dt.date | None]
) -> Owner:
    record = catalogue.organizations[slug]
    public = record.contacts.emails[0] if record.contacts.emails else None
    known = [day for day in days if day]
    return Owner(
        organization=slug,
        name=record.title,
        email=record.requests_to or public,
        pages=tuple(PageFacts(catalogue.pages[path].title, tuple(facts)) for path, facts in pages.items()),
        confirmed=min(known) if len(known) == len(days) else None,
    )


def _worded(fact: Fact) -> str:
    if fact.kind is not FactKind.HOURS:
        return fact.value
    days = (day.partition(" ") for day in fact.value.split("; "))
    return "; ".join(f"{_DAYS.get(name, name)} {spans}" for name, _, spans in days)

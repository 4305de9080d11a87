"""Which alerts there are, and the pages that each concerns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sportello.catalogue.model import Alerts, Program, Service
from sportello.catalogue.parts import Answer

if TYPE_CHECKING:
    from datetime import date

    from sportello.catalogue.catalogue import Catalogue
    from sportello.catalogue.parts import Alert
    from sportello.catalogue.record import Record


@dataclass(frozen=True)
class Announced:
    """An alert, and the page on which its editor wrote it: its translations are that page's.

    Attributes:
        path: of that page.
    """

    alert: Alert
    path: str

    def holds_on(self, day: date) -> bool:
        """Whether it has begun and is not over, on a day in Europe/Rome."""
        begun = self.alert.start is None or self.alert.start <= day
        return begun and day <= self.alert.end


@dataclass(frozen=True)
class _Answering:
    """A rule that says who answers about something, and for whom."""

    subject: Program | Service
    municipalities: Collection[str]
    answer: Answer


def announced(catalogue: Catalogue, day: date) -> tuple[Announced, ...]:
    """The alerts that are not over on a day, those to come among them; what ends first comes first."""
    found = [
        Announced(alert, page.path)
        for page in catalogue.pages.values()
        if isinstance(page, Alerts)
        for alert in page.alerts
        if alert.end >= day
    ]
    return tuple(sorted(found, key=lambda item: (item.alert.end, item.alert.start or day)))


def pages_concerned(catalogue: Catalogue, alert: Alert) -> frozenset[str]:
    """The paths of the pages on which an alert is shown, the pages of alerts apart.

    Beside the page of what it names: a desk's programs, services and municipalities; an organization's desks, and what
    it gives or answers for; a program's services, desks and municipalities; a service's desks; a municipality's desks.
    """
    if alert.everywhere:
        return frozenset(path for path, page in catalogue.pages.items() if not isinstance(page, Alerts))
    pages = {path for slug in alert.services for path in _of_service(catalogue, slug)}
    pages.update(path for slug in alert.programs for path in _of_program(catalogue, slug))
    pages.update(path for slug in alert.municipalities for path in _of_municipality(catalogue, slug))
    if alert.locations or alert.organizations:
        rules = tuple(_rules(catalogue))
        pages.update(path for slug in alert.locations for path in _of_location(catalogue, slug, rules))
        pages.update(
            path for slug in alert.organizations for path in _of_organization(catalogue, slug, rules)
        )
    return frozenset(pages)


def alerts_naming(catalogue: Catalogue, records: Iterable[Record], day: date) -> tuple[Announced, ...]:
    """The alerts that hold on a day and name any of the records, or everything."""
    asked = {(record.kind, record.slug) for record in records}
    return tuple(
        item
        for item in announced(catalogue, day)
        if item.holds_on(day) and (item.alert.everywhere or not asked.isdisjoint(_named(item.alert)))
    )


def _named(alert: Alert) -> Iterator[tuple[str, str]]:
    yield from (("location", slug) for slug in alert.locations)
    yield from (("organization", slug) for slug in alert.organizations)
    yield from (("program", slug) for slug in alert.programs)
    yield from (("service", slug) for slug in alert.services)
    yield from (("municipality", slug) for slug in alert.municipalities)


def _of_service(catalogue: Catalogue, slug: str) -> Iterator[str]:
    service = catalogue.services[slug]
    yield service.path
    yield from (catalogue.locations[name].path for name in service.locations)


def _of_program(catalogue: Catalogue, slug: str) -> Iterator[str]:
    program = catalogue.programs[slug]
    yield program.path
    yield from (service.path for service in catalogue.services_of(program))
    yield from (location.path for location in catalogue.locations_of(program))
    yield from _municipality_paths(catalogue, program.municipalities)


def _of_municipality(catalogue: Catalogue, slug: str) -> Iterator[str]:
    yield catalogue.municipalities[slug].path
    yield from (x.path for x in catalogue.locations.values() if x.municipality == slug)


def _of_location(catalogue: Catalogue, slug: str, rules: Iterable[_Answering]) -> Iterator[str]:
    location = catalogue.locations[slug]
    yield location.path
    yield catalogue.municipalities[location.municipality].path
    yield from (catalogue.programs[name].path for name in location.programs)
    yield from (service.path for service in catalogue.services.values() if slug in service.locations)
    for rule in rules:
        if slug in rule.answer.locations:
            yield from _told_of(catalogue, rule, lambda service: not service.locations)
            # Elsewhere the desk is only one of those to choose from.
            if rule.answer.locations[0] == slug:
                yield from _municipality_paths(catalogue, rule.municipalities)


def _of_organization(catalogue: Catalogue, slug: str, rules: Iterable[_Answering]) -> Iterator[str]:
    yield catalogue.organizations[slug].path
    yield from (x.path for x in catalogue.locations.values() if x.organization == slug)
    yield from (service.path for service in catalogue.services.values() if slug in service.providers)
    for rule in rules:
        if rule.answer.organization == slug:
            yield from _told_of(catalogue, rule, lambda _service: True)
            yield from _municipality_paths(catalogue, rule.municipalities)


def _told_of(catalogue: Catalogue, rule: _Answering, also: Callable[[Service], bool]) -> Iterator[str]:
    """The page of what a rule is about, and of the services that it holds for as well."""
    yield rule.subject.path
    if isinstance(rule.subject, Program):
        yield from (service.path for service in catalogue.services_of(rule.subject) if also(service))


def _municipality_paths(catalogue: Catalogue, slugs: Iterable[str]) -> Iterator[str]:
    return (catalogue.municipalities[slug].path for slug in slugs)


def _rules(catalogue: Catalogue) -> Iterator[_Answering]:
    """Every rule of `find_route` with the municipalities for which it is the one."""
    subjects: list[Program | Service] = [*catalogue.programs.values(), *catalogue.services.values()]
    for subject in subjects:
        yield from (_Answering(subject, rule.municipalities, rule) for rule in subject.routes)
        rest = _last_answer(catalogue, subject)
        if rest:
            ruled = {slug for rule in subject.routes for slug in rule.municipalities}
            served = catalogue.municipalities_of(subject)
            yield _Answering(subject, [slug for slug in served if slug not in ruled], rest)


def _last_answer(catalogue: Catalogue, subject: Program | Service) -> Answer | None:
    """Who answers where no rule of its own does; None for a service that its program answers for."""
    if isinstance(subject, Program) and subject.fallback:
        return subject.fallback
    fallback = catalogue.site.options.fallback
    if not fallback or (isinstance(subject, Service) and subject.program):
        return None
    return Answer(organization=fallback)

"""The catalogue: every record of the site by kind and name, and the questions one asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from sportello.catalogue.facets import Facets
from sportello.catalogue.model import (
    Event,
    Listing,
    Location,
    Municipality,
    News,
    Organization,
    Program,
    Service,
)
from sportello.catalogue.names import NameIndex
from sportello.catalogue.record import Record
from sportello.catalogue.values import ServiceStatus, Status

if TYPE_CHECKING:
    from sportello.catalogue.confirmations import Confirmation
    from sportello.catalogue.facts import Fact
    from sportello.catalogue.site import Site

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Catalogue:
    """All records of a site.

    Attributes:
        site: where they come from, and the site's options.
        pages: every record by its path (`servizi/microcredito.md`), in the order of the paths.
        confirmations: the last word of the owners about each fact, beside what front matter says.
    """

    site: Site
    pages: Mapping[str, Record]
    confirmations: Mapping[Fact, Confirmation] = field(default_factory=dict)

    def _of(self, kind: type[R]) -> Mapping[str, R]:
        return {record.slug: record for record in self.pages.values() if isinstance(record, kind)}

    @cached_property
    def programs(self) -> Mapping[str, Program]:
        """Programs by file name."""
        return self._of(Program)

    @cached_property
    def services(self) -> Mapping[str, Service]:
        """Services by file name."""
        return self._of(Service)

    @cached_property
    def organizations(self) -> Mapping[str, Organization]:
        """Organizations by file name."""
        return self._of(Organization)

    @cached_property
    def locations(self) -> Mapping[str, Location]:
        """Help desks by file name."""
        return self._of(Location)

    @cached_property
    def municipalities(self) -> Mapping[str, Municipality]:
        """Municipalities by file name."""
        return self._of(Municipality)

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Events by file name."""
        return self._of(Event)

    @cached_property
    def news(self) -> Mapping[str, News]:
        """News by file name."""
        return self._of(News)

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """The pages that list others, in the order of their paths."""
        return tuple(record for record in self.pages.values() if isinstance(record, Listing))

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self.municipalities.values())

    @cached_property
    def facets(self) -> Facets:
        """By what services can be chosen."""
        return Facets(self)

    def find_municipality(self, text: str) -> Municipality | None:
        """The municipality that a person means by a name, a known spelling or an ISTAT code."""
        return self._names.find(text)

    def similar_municipalities(self, text: str) -> tuple[Municipality, ...]:
        """Up to five municipalities whose names resemble what was typed, the nearest first."""
        return self._names.similar(text)

    def is_open(self, program: Program) -> bool:
        """Whether the program's forms take requests: it is active, or the site's owner reopened it."""
        return bool(program.forms) and (
            program.status is Status.ACTIVE or program.slug in self.site.options.reopen
        )

    def is_available(self, service: Service) -> bool:
        """Whether a request for the service is taken: it is active and its program, if any, is open."""
        if service.status is not ServiceStatus.ACTIVE:
            return False
        return service.program is None or self.is_open(self.programs[service.program])

    def services_of(self, program: Program) -> tuple[Service, ...]:
        """The program's services, by title."""
        return self._services_of.get(program.slug, ())

    def locations_of(self, program: Program) -> tuple[Location, ...]:
        """The program's help desks, by title."""
        return self._locations_of.get(program.slug, ())

    def programs_in(self, municipality: Municipality) -> tuple[Program, ...]:
        """The programs that serve a municipality, by title."""
        return self._programs_in.get(municipality.slug, ())

    def services_in(self, municipality: Municipality) -> tuple[Service, ...]:
        """The services for the people of a municipality, by title."""
        return self._services_in.get(municipality.slug, ())

    def municipalities_of(self, subject: Program | Service) -> tuple[str, ...]:
        """The names of the municipalities that a program or service serves."""
        if subject.municipalities or isinstance(subject, Program) or subject.program is None:
            return subject.municipalities
        return self.programs[subject.program].municipalities

    # Each page asks about itself: without these tables the time would grow with the square of the site.

    @cached_property
    def _services_of(self) -> Mapping[str, tuple[Service, ...]]:
        return _grouped(_by_title(self.services), lambda service: filter(None, [service.program]))

    @cached_property
    def _locations_of(self) -> Mapping[str, tuple[Location, ...]]:
        return _grouped(_by_title(self.locations), lambda location: location.programs)

    @cached_property
    def _programs_in(self) -> Mapping[str, tuple[Program, ...]]:
        return _grouped(_by_title(self.programs), self.municipalities_of)

    @cached_property
    def _services_in(self) -> Mapping[str, tuple[Service, ...]]:
        return _grouped(_by_title(self.services), self.municipalities_of)


def _grouped(records: Iterable[R], names: Callable[[R], Iterable[str]]) -> Mapping[str, tuple[R, ...]]:
    """The records under each of their names, in their order."""
    groups: dict[str, list[R]] = {}
    for record in records:
        for name in dict.fromkeys(names(record)):
            groups.setdefault(name, []).append(record)
    return {name: tuple(group) for name, group in groups.items()}


def _by_title(records: Mapping[str, R]) -> list[R]:
    return sorted(records.values(), key=lambda record: record.title.casefold())

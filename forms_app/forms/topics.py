"""What a request is about, and whether one may ask: programs and services by the names that addresses give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from forms_app.errors import ForgedError, FormClosedError
from forms_app.requests.submission import FormKind
from sportello.catalogue import Catalogue
from sportello.catalogue.model import Location, Municipality, Program, Service

Subject = Program | Service
R = TypeVar("R", Program, Service)


class Ordering(Protocol):
    """Puts topics in the reader's order."""

    def __call__(self, records: Iterable[R], /) -> list[R]:
        """The same records, sorted."""


_PROGRAM, _SERVICE = "progetto", "servizio"


def write_topic(subject: Subject | None) -> str:
    """A topic as the value of an option: `servizio:microcredito`, "" for none."""
    if subject is None:
        return ""
    return f"{_SERVICE if isinstance(subject, Service) else _PROGRAM}:{subject.slug}"


def read_topic(catalogue: Catalogue, text: str) -> Subject | None:
    """What `write_topic` wrote. Raises ForgedError for anything else."""
    if not text:
        return None
    kind, _, slug = text.partition(":")
    if kind not in {_PROGRAM, _SERVICE} or not slug:
        raise ForgedError
    return find_topic(catalogue, slug if kind == _PROGRAM else "", slug if kind == _SERVICE else "")


def find_topic(catalogue: Catalogue, program_slug: str, service_slug: str) -> Subject | None:
    """The topic that an address names. Raises ForgedError for unknown names and a service of another program."""
    program = _named(catalogue.programs, program_slug)
    service = _named(catalogue.services, service_slug)
    if program and service and service.program != program.slug:
        raise ForgedError
    return service or program


def topic_of(catalogue: Catalogue, location: Location | None) -> Subject | None:
    """The topic of one who comes from a desk's page: its program, if it has only one that is open."""
    programs = [catalogue.programs[slug] for slug in location.programs] if location else []
    open_ones = [program for program in programs if catalogue.is_open(program)]
    return open_ones[0] if len(open_ones) == 1 else None


def forms_of(catalogue: Catalogue, subject: Subject) -> tuple[FormKind, ...]:
    """The forms that one may fill in about it now; none where it is closed."""
    if isinstance(subject, Program):
        return _with_referral(map(FormKind, subject.forms)) if catalogue.is_open(subject) else ()
    if not catalogue.is_available(subject):
        return ()
    if subject.program:
        return forms_of(catalogue, catalogue.programs[subject.program])
    kinds = (FormKind.CONTACT, FormKind.APPOINTMENT) if subject.locations else (FormKind.CONTACT,)
    return _with_referral(kinds)


def ensure_open(catalogue: Catalogue, subject: Subject | None, form: FormKind) -> None:
    """Raise FormClosedError where the form may not be filled in about the subject."""
    if subject and form not in forms_of(catalogue, subject):
        raise FormClosedError(subject)


def open_topics(
    catalogue: Catalogue, form: FormKind, in_order: Ordering
) -> Iterator[tuple[Program | None, tuple[Subject, ...]]]:
    """The topics that one may choose in a form: each program with its services, then services without program."""
    for program in in_order(catalogue.programs.values()):
        if form in forms_of(catalogue, program):
            services = (s for s in catalogue.services_of(program) if form in forms_of(catalogue, s))
            yield program, (program, *in_order(services))
    alone = [s for s in catalogue.services.values() if s.program is None and form in forms_of(catalogue, s)]
    if alone:
        yield None, tuple(in_order(alone))


def only_municipality(catalogue: Catalogue, subject: Subject | None) -> Municipality | None:
    """The municipality of a topic that is for one only."""
    names = catalogue.municipalities_of(subject) if subject else ()
    return catalogue.municipalities[names[0]] if len(names) == 1 else None


def _with_referral(kinds: Iterable[FormKind]) -> tuple[FormKind, ...]:
    """Where a person may ask to be called, a service may send her on."""
    offered = tuple(kinds)
    return (*offered, FormKind.REFERRAL) if FormKind.CONTACT in offered else offered


def _named(records: Mapping[str, R], slug: str) -> R | None:
    if slug and slug not in records:
        raise ForgedError
    return records.get(slug)

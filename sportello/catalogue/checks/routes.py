"""Routes that lead nowhere, or to two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue.model import Municipality, Program, Service
from sportello.catalogue.problems import Problem, message
from sportello.catalogue.record import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.parts import Answer
    from sportello.catalogue.reading import Findings, Reading
    from sportello.catalogue.source import Place


def check_claims(findings: Findings) -> Iterator[Problem]:
    """One municipality in two rules of one program or service; a rule for a municipality that it does not serve."""
    for reading in findings.readings:
        record = reading.record
        if isinstance(record, Program | Service):
            yield from _claimed_twice(reading, record)
        if isinstance(record, Program):
            yield from _not_served(reading, record)


def check_routes(findings: Findings) -> Iterator[Problem]:
    """A program with a form and a municipality of it for which nobody answers."""
    for reading in findings.readings:
        if isinstance(reading.record, Program) and reading.record.forms and not reading.record.fallback:
            yield from _without_route(reading, reading.record)


def check_receivers(findings: Findings) -> Iterator[Problem]:
    """A route to an organization that receives no requests."""
    for reading in findings.readings:
        for place, answer in _answers(reading):
            organization = findings.catalogue.organizations.get(answer.organization)
            if organization and not organization.receives_requests:
                found = message("«%(slug)s» non riceve richieste", slug=organization.slug)
                expected = message("un ente con «requests_to», o scrivilo nella sua pagina")
                yield reading.source.problem((*place, "organization"), found, expected)


def check_municipalities_served(findings: Findings) -> Iterator[Problem]:
    """A municipality that no program and no service serves."""
    subjects: list[Program | Service] = [
        *findings.catalogue.programs.values(),
        *findings.catalogue.services.values(),
    ]
    served = {slug for subject in subjects for slug in subject.municipalities}
    for reading in findings.readings:
        if isinstance(reading.record, Municipality) and reading.record.slug not in served:
            found = message("nessun progetto serve questo comune")
            yield reading.source.problem(
                (), found, message("mettilo in «municipalities» di un progetto, o toglilo")
            )


def check_site_options(findings: Findings) -> Iterator[Problem]:
    """Options in `mkdocs.yml` that name a record or page that does not exist."""
    options = findings.catalogue.site.options
    named = [("reopen", slug, slug in findings.catalogue.programs) for slug in options.reopen]
    if options.fallback:
        known = findings.catalogue.organizations.get(options.fallback)
        named.append(("fallback", options.fallback, bool(known and known.receives_requests)))
    if options.owner:
        named.append(("owner", options.owner, options.owner in findings.catalogue.organizations))
    named += [("footer", path, path in findings.catalogue.pages) for path in options.footer]
    if options.help_page:
        named.append(("help_page", options.help_page, options.help_page in findings.catalogue.pages))
    for field, name, is_there in named:
        if not is_there and slug_of(name) not in findings.unread:
            found = message("«%(value)s» non va bene", value=name)
            expected = message("una pagina del sito; per «fallback», un ente con «requests_to»")
            yield Problem("mkdocs.yml", 1, f"plugins.sportello.{field}", found, expected)


def _without_route(reading: Reading, program: Program) -> Iterator[Problem]:
    routed = {slug for rule in program.routes for slug in rule.municipalities}
    for index, slug in enumerate(program.municipalities):
        if slug not in routed:
            found = message("nessuno risponde per «%(slug)s»", slug=slug)
            expected = message("una voce in «routes», o un «fallback»")
            yield reading.source.problem(("municipalities", index), found, expected)


def _claimed_twice(reading: Reading, record: Program | Service) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for index, rule in enumerate(record.routes):
        for position, slug in enumerate(rule.municipalities):
            if slug in first:
                found = message("«%(slug)s» ha già chi risponde: «%(first)s»", slug=slug, first=first[slug])
                place = ("routes", index, "municipalities", position)
                yield reading.source.problem(place, found, message("un solo ente per comune"))
            first.setdefault(slug, rule.organization)


def _not_served(reading: Reading, program: Program) -> Iterator[Problem]:
    for index, rule in enumerate(program.routes):
        for position, slug in enumerate(rule.municipalities):
            if slug not in program.municipalities:
                found = message("«%(slug)s» non è tra i comuni del progetto", slug=slug)
                place = ("routes", index, "municipalities", position)
                yield reading.source.problem(place, found, message("un comune che sta in «municipalities»"))


def _answers(reading: Reading) -> Iterator[tuple[Place, Answer]]:
    record = reading.record
    if isinstance(record, Program | Service):
        for index, rule in enumerate(record.routes):
            yield ("routes", index), rule
    if isinstance(record, Program) and record.fallback:
        yield ("fallback",), record.fallback

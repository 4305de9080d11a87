"""Every page of a generated site: a little consortium with programs, services, desks and towns that belong together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bench.content import SECTIONS, WORDS, Leaf, Size, census, make_body, numbered, path_of, slug
from bench.words import Author

PHONES: Mapping[str, object] = {"phones": [{"number": "02 0000000"}]}
LISTED = {
    "eligibility": (4, 10),
    "application_process": (3, 10),
    "required_documents": (3, 6),
    "outcome": (3, 8),
}
"""The lists of a service: how many entries, of how many words."""


def make_pages(size: Size) -> list[Leaf]:
    """All pages in Italian."""
    return pages_of(census(size.pages))


def pages_of(counts: Mapping[str, int]) -> list[Leaf]:
    """All pages in Italian of a site with so many of each kind, and of each kind at least one."""
    others = [path_of(kind, number) for kind, number in numbered(counts)]
    lists = [_listing(kind) for kind in SECTIONS]
    return [_home(), *lists, *(_leaf(kind, number, counts, others) for kind, number in numbered(counts))]


def _leaf(kind: str, number: int, counts: Mapping[str, int], others: list[str]) -> Leaf:
    path = path_of(kind, number)
    author = Author(f"texts of {path}")
    lists = {
        field: tuple(author.sentence(words) for _ in range(count))
        for field, (count, words) in (LISTED.items() if kind == "service" else ())
    }
    words = WORDS - sum(len(text.split()) for texts in lists.values() for text in texts)
    facts = _FACTS[kind](number, counts) if kind in _FACTS else {}
    title = f"Borgo {number}" if kind == "municipality" else author.title()
    return Leaf(path, kind, title, author.sentence(12), make_body(path, words, others), lists, facts)


def _home() -> Leaf:
    author = Author("home")
    return Leaf(
        "index.md", "home", author.title(), author.sentence(12), "", facts={"lead_text": author.sentence(12)}
    )


def _listing(kind: str) -> Leaf:
    author = Author(f"list of {kind}")
    return Leaf(
        f"{SECTIONS[kind]}/index.md",
        "listing",
        author.title(1),
        author.sentence(12),
        author.sentence(12),
        facts={"of": kind},
    )


def _program(number: int, counts: Mapping[str, int]) -> dict[str, object]:
    towns = range(number % counts["municipality"], counts["municipality"], counts["program"])
    organization = number % counts["organization"]
    return {
        "status": "active",
        "forms": ["contact", "appointment"],
        "lead": slug("organization", organization),
        "municipalities": [slug("municipality", town) for town in towns],
        "fallback": {
            "organization": slug("organization", organization),
            "locations": [slug("location", number % counts["location"])],
        },
    }


def _service(number: int, counts: Mapping[str, int]) -> dict[str, object]:
    return {"program": slug("program", number % counts["program"]), "life_events": ["lost_job"]}


def _organization(number: int, _counts: Mapping[str, int]) -> dict[str, object]:
    return {"contacts": PHONES, "requests_to": f"organization-{number}@example.org"}


def _location(number: int, counts: Mapping[str, int]) -> dict[str, object]:
    return {
        "organization": slug("organization", number % counts["organization"]),
        "programs": [slug("program", number % counts["program"])],
        "municipality": slug("municipality", number % counts["municipality"]),
        "address": f"Via Finta {number + 1}",
        "hours": {"monday": ["09:00-12:30"], "thursday": ["14:00-17:00"]},
        "contacts": PHONES,
    }


def _municipality(number: int, _counts: Mapping[str, int]) -> dict[str, object]:
    return {"istat": f"{900000 + number}", "province": "Cremona"}


def _event(number: int, counts: Mapping[str, int]) -> dict[str, object]:
    return {
        "start": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "program": slug("program", number % counts["program"]),
        "municipality": slug("municipality", number % counts["municipality"]),
    }


def _news(number: int, counts: Mapping[str, int]) -> dict[str, object]:
    return {"date": f"2026-{number % 12 + 1:02}", "programs": [slug("program", number % counts["program"])]}


_FACTS: Mapping[str, Callable[[int, Mapping[str, int]], dict[str, object]]] = {
    "program": _program,
    "service": _service,
    "organization": _organization,
    "location": _location,
    "municipality": _municipality,
    "event": _event,
    "news": _news,
}

"""The routes of a site as rows of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue import Because
from sportello.catalogue.problems import Message, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sportello.catalogue import Route

_WHY: dict[Because, Message] = {
    Because.SERVICE_RULE: message("regola del servizio"),
    Because.PROGRAM_RULE: message("regola del progetto"),
    Because.PROGRAM_FALLBACK: message(
        "il progetto non ha una regola per il comune: risponde il suo «fallback»"
    ),
    Because.SITE_FALLBACK: message("nessun progetto risponde: vale il «fallback» del sito"),
}
HEADINGS = (message("argomento"), message("comune"), message("ente"), message("sportelli"), message("perché"))


def route_rows(routes: Iterable[Route], gettext: Callable[[str], str] = str) -> list[dict[str, str]]:
    """One row a route: topic, municipality, organization, desks, and why it answers."""
    return [_row(route, gettext) for route in routes]


def _row(route: Route, gettext: Callable[[str], str]) -> dict[str, str]:
    topic = route.service or route.program
    cells = (
        topic.slug if topic else "-",
        route.municipality.title if route.municipality else "-",
        route.organization.title,
        ", ".join(location.title for location in route.locations) or "-",
        _WHY[route.because].text(gettext),
    )
    return dict(zip((heading.template for heading in HEADINGS), cells, strict=True))

"""The facts that nobody has confirmed lately, as rows of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue.facts import FactKind
from sportello.catalogue.problems import Message, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sportello.catalogue import Site
    from sportello.catalogue.confirmations import Standing

HEADINGS = (
    message("file"),
    message("dato"),
    message("com'è scritto"),
    message("ente"),
    message("confermato il"),
)
_KINDS: dict[FactKind, Message] = {
    FactKind.PHONE: message("telefono"),
    FactKind.HOURS: message("orario"),
    FactKind.ADDRESS: message("indirizzo"),
}
_NEVER, _NOBODY = message("mai"), message("nessuno")


def stale_rows(
    site: Site, facts: Iterable[Standing], gettext: Callable[[str], str] = str
) -> list[dict[str, str]]:
    """One row a fact: file, what kind it is, what it says, whom to ask, when it was last confirmed."""
    return [_row(site, one, gettext) for one in facts]


def _row(site: Site, one: Standing, gettext: Callable[[str], str]) -> dict[str, str]:
    cells = (
        f"{site.docs.name}/{one.fact.page}",
        _KINDS[one.fact.kind].text(gettext),
        one.fact.value,
        one.owner.slug if one.owner else _NOBODY.text(gettext),
        one.confirmed.isoformat() if one.confirmed else _NEVER.text(gettext),
    )
    return dict(zip((heading.template for heading in HEADINGS), cells, strict=True))

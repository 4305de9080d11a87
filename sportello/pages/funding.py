"""Where a program's money comes from, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.pages.facts import FundingFacts, Money

if TYPE_CHECKING:
    from sportello.catalogue.parts import Funding
    from sportello.pages.voice import Voice


def funding_facts(voice: Voice, funding: Funding | None, page: str) -> FundingFacts | None:
    """The funding that the page at `page` states, or None."""
    if funding is None:
        return None
    return FundingFacts(
        rows=_rows(voice, funding, page),
        source=voice.maybe(funding.source, page),
        funders=voice.links((voice.catalogue.organizations[slug] for slug in funding.funders), page),
        note=voice.maybe(funding.note, page),
    )


def _rows(voice: Voice, funding: Funding, page: str) -> tuple[Money, ...]:
    _ = voice.translator.gettext
    rows = (
        (_("Costo totale"), funding.total, None),
        (_("Finanziamento richiesto"), funding.requested, None),
        (_("Cofinanziamento"), funding.own_share, funding.own_share_kind),
    )
    return tuple(
        Money(name, voice.wording.money(amount), voice.maybe(note, page))
        for name, amount, note in rows
        if amount
    )

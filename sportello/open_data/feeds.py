"""Which Atom feeds there are: of news, events, and services whose pages changed. `atom.py` writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sportello.catalogue.model import Event, News, Service

if TYPE_CHECKING:
    from sportello.catalogue.model import Listing
    from sportello.catalogue.record import Record
    from sportello.pages.voice import Voice

KINDS: Mapping[str, type[Record]] = {"news": News, "event": Event, "service": Service}
"""What a feed tells of, by what its list lists."""


def feed_records(voice: Voice) -> Iterator[Listing]:
    """The lists that have a feed: those of news, events and services."""
    return (listing for listing in voice.catalogue.listings if listing.of in KINDS)


def feed_path(listing: Listing) -> str:
    """Where a list's feed stands below its language's root: `dati/notizie.atom`."""
    name = listing.path.removesuffix(".md").removesuffix("/index").replace("/", "-")
    return f"dati/{name}.atom"

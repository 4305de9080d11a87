"""Atom feeds (RFC 4287) of what is new, written by feedgen, which is large: only files import this module."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from feedgen.feed import FeedGenerator

from sportello.catalogue.model import News
from sportello.open_data.feeds import KINDS, feed_path, feed_records
from sportello.open_data.identity import Identities
from sportello.open_data.places import page_address

if TYPE_CHECKING:
    from sportello.catalogue.model import Listing
    from sportello.catalogue.record import Record
    from sportello.pages.voice import Voice

LONGEST = 50
"""Entries of one feed."""


def feed_files(voice: Voice) -> Iterator[tuple[str, bytes]]:
    """Each feed's path and what stands in it; none for a site without an address."""
    if voice.catalogue.site.url:
        for listing in feed_records(voice):
            yield feed_path(listing), make_feed(voice, listing)


def make_feed(voice: Voice, listing: Listing) -> bytes:
    """The feed of a list, what changed last first. A page whose last change is not known is left out."""
    ids, address = Identities(voice.catalogue.site.url), page_address(voice, listing.path)
    feed = FeedGenerator()
    feed.id(UUID(ids.part(listing.path, "feed", voice.language)).urn)
    feed.title(voice.title(listing).text)
    feed.author(name=voice.translator.text(voice.catalogue.site.name).text)
    feed.language(voice.language)
    feed.link(href=voice.root_url + feed_path(listing), rel="self", type="application/atom+xml")
    feed.link(href=address, rel="alternate", type="text/html")
    feed.rights("CC BY 4.0")
    newest = _newest(voice, KINDS[listing.of])
    feed.updated(_midnight(newest[0][0] if newest else date(1970, 1, 1)))
    for changed, record in newest:
        _add_entry(voice, feed, ids, record, changed)
    return bytes(feed.atom_str())


def _newest(voice: Voice, kind: type[Record]) -> list[tuple[date, Record]]:
    records = [record for record in voice.catalogue.pages.values() if isinstance(record, kind)]
    dated = [(changed, record) for record in records if (changed := voice.updated(record))]
    return sorted(dated, key=lambda pair: (-pair[0].toordinal(), pair[1].path))[:LONGEST]


def _add_entry(voice: Voice, feed: FeedGenerator, ids: Identities, record: Record, changed: date) -> None:
    entry = feed.add_entry(order="append")
    entry.id(UUID(ids.part(record.path, "entry", voice.language)).urn)
    entry.title(voice.title(record).text)
    entry.link(href=page_address(voice, record.path), rel="alternate", type="text/html")
    entry.updated(_midnight(changed))
    if isinstance(record, News) and record.date and record.date.precision == "day":
        entry.published(_midnight(record.date.first))
    if record.summary:
        entry.summary(voice.phrase(record.summary, record.path).text)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)

"""From a record of any kind to its page's data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sportello.pages.alerts import make_alerts
from sportello.pages.choice import make_choice
from sportello.pages.directory import make_directory
from sportello.pages.event import make_event, make_news
from sportello.pages.fields import make_fields
from sportello.pages.home import make_home
from sportello.pages.listing import make_listing
from sportello.pages.location import make_location
from sportello.pages.municipality import make_municipality
from sportello.pages.organization import make_organization
from sportello.pages.program import make_program
from sportello.pages.service import make_service
from sportello.pages.text import make_text

if TYPE_CHECKING:
    from sportello.catalogue.model import Listing
    from sportello.catalogue.record import Record
    from sportello.pages.head import PageData
    from sportello.pages.voice import Voice


def _list(voice: Voice, record: Listing) -> PageData:
    return make_directory(voice, record) if record.of == "service" else make_listing(voice, record)


_MAKERS: Mapping[str, Callable[[Any, Any], PageData]] = {
    "program": make_program,
    "service": make_service,
    "organization": make_organization,
    "location": make_location,
    "municipality": make_municipality,
    "event": make_event,
    "news": make_news,
    "page": make_text,
    "listing": _list,
    "choice": make_choice,
    "home": make_home,
    "alerts": make_alerts,
    "fields": make_fields,
}


def make_page(voice: Voice, record: Record) -> PageData:
    """The data of a record's page in the voice's language."""
    return _MAKERS[record.kind](voice, record)

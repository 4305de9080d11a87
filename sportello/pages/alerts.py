"""What holds for some days, as pages show it, and the page that lists it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sportello.catalogue.alerts import announced, pages_concerned
from sportello.pages.facts import Link
from sportello.pages.head import PageData, make_head
from sportello.pages.phrase import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sportello.catalogue.alerts import Announced
    from sportello.catalogue.model import Alerts
    from sportello.catalogue.record import Record
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class AlertFact:
    """An alert.

    Attributes:
        when: the days, worded; for one that has begun, until when.
        start: its first day, ISO 8601, where that is after the build; else None.
        end: its last day, ISO 8601.
        about: what it concerns, except the page itself.
    """

    text: Phrase
    when: str
    start: str | None
    end: str
    about: tuple[Link, ...]


@dataclass(frozen=True)
class AlertsPage(PageData):
    """What the page of alerts shows: those of its own editor that are not over."""

    kind: ClassVar[str] = "alerts"
    alerts: tuple[AlertFact, ...]


def make_alerts(voice: Voice, record: Alerts) -> AlertsPage:
    """The page of alerts."""
    own = (item for item in announced(voice.catalogue, voice.today) if item.path == record.path)
    return AlertsPage(make_head(voice, record), tuple(alert_fact(voice, item, record.path) for item in own))


def alerts_by_page(voice: Voice) -> Mapping[str, tuple[Announced, ...]]:
    """The alerts that are not over on the day of the build, by the path of each page that they concern."""
    found: dict[str, tuple[Announced, ...]] = {}
    for item in announced(voice.catalogue, voice.today):
        for path in pages_concerned(voice.catalogue, item.alert):
            found[path] = (*found.get(path, ()), item)
    return found


def alert_fact(voice: Voice, item: Announced, seen_from: str) -> AlertFact:
    """An alert as the page at `seen_from` shows it."""
    alert, about = item.alert, _about(voice, item)
    return AlertFact(
        text=voice.phrase(alert.text, item.path),
        when=_when(voice, item),
        start=alert.start.isoformat() if alert.start and alert.start > voice.today else None,
        end=alert.end.isoformat(),
        about=voice.links((record for record in about if record.path != seen_from), seen_from),
    )


def _when(voice: Voice, item: Announced) -> str:
    first, last = item.alert.start, item.alert.end
    if first and (first == last or first > voice.today):
        return voice.wording.days(first, last)
    return voice.translator.gettext("Fino a %(date)s.") % {"date": voice.wording.weekday_and_day(last)}


def _about(voice: Voice, item: Announced) -> Iterator[Record]:
    alert, catalogue = item.alert, voice.catalogue
    yield from (catalogue.locations[slug] for slug in alert.locations)
    yield from (catalogue.organizations[slug] for slug in alert.organizations)
    yield from (catalogue.programs[slug] for slug in alert.programs)
    yield from (catalogue.services[slug] for slug in alert.services)
    yield from (catalogue.municipalities[slug] for slug in alert.municipalities)

"""A help desk's page: where, when, in which languages, and how to get an appointment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sportello.catalogue.parts import WeeklyHours
from sportello.pages.confirmed import confirmed_on, must_call_first
from sportello.pages.contacts import location_contacts, online_only
from sportello.pages.facts import Card, ContactFacts, Forms, HoursRow, Link
from sportello.pages.head import PageData, make_head
from sportello.pages.open_now import DaysOff, days_off, open_now
from sportello.pages.printed import PrintLink, print_links
from sportello.pages.requests import location_forms
from sportello.pages.subscriptions import has_dates, subscription
from sportello.pages.wording import weekday_names

if TYPE_CHECKING:
    from sportello.catalogue.model import Location
    from sportello.pages.voice import Voice


@dataclass(frozen=True)
class LocationPage(PageData):
    """What a desk's page shows.

    Attributes:
        address: street and number, or None when not known.
        postal_code: None when not known.
        hours: seven rows, Monday first; empty when the hours are not known.
        now: what holds for a while (`Prima del … solo online`), or None.
        open_now: what the script shows of today's hours, see `sportello.pages.open_now`; None when not known.
        days_off: the closures and holidays of the coming days.
        calendar: relative address of its iCalendar file; None when there is nothing to stand in it.
        subscription: the same for a calendar program to keep up with; None also for a site without an address.
        languages: the names of the languages spoken.
        services: what one gets here.
        call_first: whether nobody has confirmed its address or hours lately.
        confirmed: the day on which all that it says was confirmed, worded; None where that is not so.
    """

    kind: ClassVar[str] = "location"
    organization: Link
    municipality: Link
    address: str | None
    postal_code: str | None
    hours: tuple[HoursRow, ...]
    by_appointment: bool
    now: str | None
    open_now: str | None
    days_off: tuple[DaysOff, ...]
    calendar: str | None
    subscription: str | None
    languages: tuple[str, ...]
    contacts: ContactFacts
    forms: Forms
    programs: tuple[Card, ...]
    services: tuple[Card, ...]
    to_print: tuple[PrintLink, ...]
    call_first: bool
    confirmed: str | None


def make_location(voice: Voice, record: Location) -> LocationPage:
    """A desk's page."""
    catalogue, path = voice.catalogue, record.path
    has_calendar = has_dates(voice, record)
    return LocationPage(
        head=make_head(voice, record),
        organization=voice.link(catalogue.organizations[record.organization], path),
        municipality=voice.link(catalogue.municipalities[record.municipality], path),
        address=record.address,
        postal_code=record.postal_code,
        hours=_hours(voice, record.hours),
        by_appointment=record.by_appointment,
        now=online_only(voice, record),
        open_now=open_now(voice, record),
        days_off=tuple(days_off(voice, record)),
        calendar=f"../{record.slug}.ics" if has_calendar else None,
        subscription=subscription(voice, record) if has_calendar else None,
        languages=tuple(voice.wording.language(code) for code in record.languages),
        contacts=location_contacts(voice, record),
        forms=location_forms(voice, record),
        programs=tuple(voice.card(catalogue.programs[slug], path) for slug in record.programs),
        services=tuple(
            voice.card(s, path) for s in catalogue.services.values() if record.slug in s.locations
        ),
        to_print=print_links(voice, path),
        call_first=must_call_first(voice, record),
        confirmed=confirmed_on(voice, record),
    )


def _hours(voice: Voice, hours: WeeklyHours | None) -> tuple[HoursRow, ...]:
    if hours is None:
        return ()
    names = weekday_names(voice.wording.locale)
    openings = (getattr(hours, day) for day in WeeklyHours.model_fields)
    return tuple(
        HoursRow(name, tuple(voice.wording.span(span) for span in spans))
        for name, spans in zip(names, openings, strict=True)
    )

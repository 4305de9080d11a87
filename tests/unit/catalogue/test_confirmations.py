"""Facts, who knows them, and when they were confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.catalogue import Catalogue
from sportello.catalogue.confirmations import (
    Confirmation,
    is_stale,
    last_confirmed,
    read_line,
    stale_facts,
    standings,
    write_line,
)
from sportello.catalogue.facts import Fact, FactKind
from sportello.catalogue.record import Record

from .sites import catalogue, municipality, organization, record

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
PHONE = {"phones": [{"number": "0375 40200"}]}
DESK = "sportelli/desk.md"
ADDRESS = Fact(DESK, FactKind.ADDRESS, "via Prova 1")


def desk(**fields: object) -> Record:
    hours = {"monday": ["09:00-12:30", "14:00-17:00"], "saturday": ["9:00-10:00"]}
    place = {"organization": "energheia", "municipality": "gussola", "address": "via Prova 1", "hours": hours}
    return record(DESK, "location", **{**place, "contacts": PHONE, **fields})


def site(*records: Record, **options: object) -> Catalogue:
    known = (
        municipality("gussola", "019052", "Gussola"),
        organization("energheia"),
        organization("mestieri"),
    )
    return catalogue(*known, *records, **options)


def confirmed(found: Catalogue, fact: Fact, day: date) -> Catalogue:
    return replace(found, confirmations={fact: Confirmation(fact, day, "energheia")})


def test_a_desk_tells_its_address_hours_and_phones_and_its_keeper_knows() -> None:
    found = list(standings(site(desk()), TODAY))
    assert [one.fact for one in found] == [
        ADDRESS,
        Fact(DESK, FactKind.HOURS, "monday 09:00-12:30 14:00-17:00; saturday 09:00-10:00"),
        Fact(DESK, FactKind.PHONE, "0375 40200"),
    ]
    assert {one.owner.slug if one.owner else None for one in found} == {"energheia"}


def test_a_desk_that_tells_nothing_has_nothing_to_confirm() -> None:
    assert list(standings(site(desk(address=None, hours=None, contacts={})), TODAY)) == []


@pytest.mark.parametrize(
    ("fields", "owner"),
    [({"providers": ["mestieri", "energheia"]}, "mestieri"), ({"program": "p"}, "energheia"), ({}, None)],
)
def test_a_service_is_known_by_who_gives_it_else_by_its_programs_lead(
    fields: dict[str, object], owner: str | None
) -> None:
    program = record(
        "progetti/p.md", "program", status="active", municipalities=["gussola"], lead="energheia"
    )
    service = record("servizi/s.md", "service", eligibility=["x"], contacts=PHONE, **fields)
    [found] = standings(site(program, service), TODAY)
    assert (found.owner.slug if found.owner else None) == owner


def test_what_nobody_ever_confirmed_is_stale() -> None:
    assert len(stale_facts(site(desk()), TODAY)) == 3


@pytest.mark.parametrize(("age", "stale"), [(0, False), (180, False), (181, True)])
def test_a_confirmation_holds_for_half_a_year_wherever_it_was_said(age: int, *, stale: bool) -> None:
    day = TODAY - age * DAY
    by_mail, by_hand = confirmed(site(desk()), ADDRESS, day), site(desk(confirmed={"date": str(day)}))
    for found in (by_mail, by_hand):
        assert last_confirmed(found, ADDRESS, TODAY) == day
        assert is_stale(found, ADDRESS, TODAY) is stale


def test_the_site_says_how_long_it_holds() -> None:
    found = confirmed(site(desk(), stale_after_days=10), ADDRESS, TODAY - 11 * DAY)
    assert is_stale(found, ADDRESS, TODAY)


def test_another_value_is_another_fact() -> None:
    found = confirmed(site(desk(address="via Nuova 2")), ADDRESS, TODAY)
    assert is_stale(found, Fact(DESK, FactKind.ADDRESS, "via Nuova 2"), TODAY)


def test_a_mail_confirms_what_it_showed_and_nothing_else() -> None:
    found = confirmed(site(desk()), ADDRESS, TODAY)
    assert [one.fact.kind for one in stale_facts(found, TODAY)] == [FactKind.HOURS, FactKind.PHONE]


def test_the_later_word_counts_and_a_day_to_come_does_not() -> None:
    found = confirmed(site(desk(confirmed={"date": "2026-10-01"})), ADDRESS, date(2026, 9, 1))
    assert last_confirmed(found, ADDRESS, TODAY) == date(2026, 10, 1)
    assert last_confirmed(confirmed(found, ADDRESS, TODAY + 2 * DAY), ADDRESS, TODAY) == date(2026, 10, 1)


@given(
    st.builds(
        Confirmation,
        st.builds(Fact, st.text(), st.sampled_from(FactKind), st.text()),
        st.dates(),
        st.text(),
    )
)
def test_a_line_of_the_file_says_what_was_written(one: Confirmation) -> None:
    line = write_line(one)
    assert "\n" not in line
    assert read_line(line) == one


@given(st.text() | st.from_regex(r'\{"date": "2026-1[0-9]-..", "by": "x"\}'))
def test_whatever_we_did_not_write_is_refused(line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of any words
        read_line(line)


@given(st.integers(1, 80))
def test_a_line_that_was_cut_off_says_nothing(length: int) -> None:
    line = write_line(Confirmation(ADDRESS, TODAY, "energheia"))
    with pytest.raises(ValueError):  # noqa: PT011 - of any words
        read_line(line[:length])

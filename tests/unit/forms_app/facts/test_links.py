"""The owner's link."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.errors import LinkRefusedError
from forms_app.facts.links import LIFE, FactsLink, FactsLinker, facts_key, name_of, sign, verify
from forms_app.ledger.links import Link, Purpose, link_key
from forms_app.ledger.links import sign as sign_partners
from forms_app.ledger.links import verify as verify_partners
from tests.unit.forms_app.samples import NOW

PARTNERS = link_key(b"segreto-di-prova")
KEY = facts_key(PARTNERS)
CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_=ABC. /\0è"


def links() -> st.SearchStrategy[FactsLink]:
    seconds = st.integers(0, 2**32 - 1).map(lambda number: dt.datetime.fromtimestamp(number, dt.UTC))
    return st.builds(FactsLink, st.binary(min_size=16, max_size=16), seconds)


@given(links())
def test_a_link_says_what_was_signed(link: FactsLink) -> None:
    token = sign(KEY, link)
    assert re.fullmatch(r"[a-z2-7]{64}", token)
    assert verify(KEY, token) == link


@given(links(), st.integers(0, 63), st.sampled_from(CHARACTERS))
def test_any_changed_character_is_refused(link: FactsLink, place: int, character: str) -> None:
    token = sign(KEY, link)
    forged = token[:place] + character + token[place + 1 :]
    if forged != token:
        with pytest.raises(LinkRefusedError):
            verify(KEY, forged)


@given(links(), st.integers(1, 63))
def test_a_part_a_repetition_and_anything_else_are_refused(link: FactsLink, length: int) -> None:
    token = sign(KEY, link)
    for forged in (token[:length], token + token[:length], token.upper(), token + "\n", "a" * 64, ""):
        with pytest.raises(LinkRefusedError):
            verify(KEY, forged)


@given(links(), st.uuids())
def test_neither_key_opens_the_others_links(link: FactsLink, row: object) -> None:
    with pytest.raises(LinkRefusedError):
        verify(facts_key(link_key(b"un altro segreto")), sign(KEY, link))
    partners = sign_partners(PARTNERS, Link(Purpose.CLOSE, row, NOW))  # type: ignore[arg-type] # drawn as such
    for wrong in (partners, partners[:64]):
        with pytest.raises(LinkRefusedError):
            verify(KEY, wrong)
    with pytest.raises(LinkRefusedError):
        verify_partners(PARTNERS, sign(KEY, link))


def test_the_same_mail_holds_the_same_link_for_one_organization() -> None:
    linker = FactsLinker("https://prova.example.org", KEY)
    address = linker.address("energheia", NOW)
    assert address == linker.address("energheia", NOW) != linker.address("mestieri", NOW)
    base, _, token = address.rpartition("/")
    assert base == "https://prova.example.org/partner/dati"
    assert verify(KEY, token) == FactsLink(name_of("energheia"), NOW + LIFE)
    assert "energheia" not in address

"""The partner's links."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.errors import LinkRefusedError
from forms_app.ledger.links import Link, Purpose, link_key, sign, verify
from forms_app.requests.submission import FormKind, Half, HalfDay
from tests.unit.forms_app.samples import ANSWERS, LINKER, NOW

KEY = link_key(b"segreto-di-prova")
CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_=ABC. /\0è"


def links() -> st.SearchStrategy[Link]:
    seconds = st.integers(0, 2**32 - 1).map(lambda number: dt.datetime.fromtimestamp(number, dt.UTC))
    half_days = st.none() | st.builds(HalfDay, st.dates(), st.sampled_from(Half))
    return st.builds(Link, st.sampled_from(Purpose), st.uuids(), seconds, half_days)


@given(links())
def test_a_link_says_what_was_signed(link: Link) -> None:
    token = sign(KEY, link)
    assert re.fullmatch(r"[a-z2-7]{72}", token)
    assert verify(KEY, token) == link


@given(links(), st.integers(0, 71), st.sampled_from(CHARACTERS))
def test_any_changed_character_is_refused(link: Link, place: int, character: str) -> None:
    token = sign(KEY, link)
    forged = token[:place] + character + token[place + 1 :]
    if forged != token:
        with pytest.raises(LinkRefusedError):
            verify(KEY, forged)


@given(st.text(max_size=100) | st.binary(min_size=45, max_size=45).map(lambda content: content.hex()))
def test_whatever_we_did_not_sign_is_refused(token: str) -> None:
    with pytest.raises(LinkRefusedError):
        verify(KEY, token)


@given(links(), st.integers(1, 71))
def test_a_part_and_a_repetition_are_refused(link: Link, length: int) -> None:
    token = sign(KEY, link)
    for forged in (token[:length], token + token[:length], token.upper(), token + "\n"):
        with pytest.raises(LinkRefusedError):
            verify(KEY, forged)


@given(links())
def test_another_secret_signs_nothing_here(link: Link) -> None:
    with pytest.raises(LinkRefusedError):
        verify(link_key(b"un altro segreto"), sign(KEY, link))


def test_one_purpose_cannot_be_made_another() -> None:
    tokens = {sign(KEY, Link(purpose, uuid.UUID(int=1), NOW)) for purpose in Purpose}
    assert len(tokens) == len(Purpose)
    assert len({token[-33:] for token in tokens}) == len(Purpose)


def test_the_same_mail_holds_the_same_links_each_for_one_purpose() -> None:
    row = uuid.UUID(int=1)
    offers = LINKER.offers(row, NOW, FormKind.APPOINTMENT, ANSWERS.half_days, others=True)
    assert offers == LINKER.offers(row, NOW, FormKind.APPOINTMENT, ANSWERS.half_days, others=True)
    addresses = [
        offers.take,
        *(url for _, url in offers.confirm),
        offers.propose,
        offers.pass_on,
        offers.close,
    ]
    read = [verify(LINKER.key, str(address).rpartition("/")[2]) for address in addresses]
    assert [link.purpose.name for link in read] == [
        "TAKE", "CONFIRM", "CONFIRM", "PROPOSE", "PASS_ON", "CLOSE",
    ]  # fmt: skip
    assert [link.half_day for link in read[1:3]] == list(ANSWERS.half_days)
    assert {link.row for link in read} == {row}
    assert {link.until - NOW for link in read} == {dt.timedelta(days=60)}


def test_nobody_confirms_what_nobody_asked_for() -> None:
    offers = LINKER.offers(uuid.UUID(int=1), NOW, FormKind.CONTACT, ANSWERS.half_days, others=False)
    assert (offers.confirm, offers.propose, offers.pass_on) == ((), None, None)

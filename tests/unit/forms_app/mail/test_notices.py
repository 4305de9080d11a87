"""Reading what comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.mail.notices import LARGEST, Fate, NoNotice, Notice, read_notice
from tests.unit.forms_app.mail.notices import ENVELOPE_ID, MESSAGE_ID, answer, receipt, report, vacation


@pytest.mark.parametrize(
    ("action", "fate"),
    [
        ("delivered", Fate.DELIVERED),
        ("failed", Fate.FAILED),
        ("Failed", Fate.FAILED),
        ("delayed", Fate.UNDER_WAY),
        ("relayed", Fate.UNDER_WAY),
        ("expanded", Fate.UNDER_WAY),
    ],
)
def test_a_report_is_known_by_its_envelope(action: str, fate: Fate) -> None:
    assert read_notice(report(action)) == Notice(fate, ENVELOPE_ID, None)
    assert read_notice(report(action).replace(b"\n", b"\r\n")) == Notice(fate, ENVELOPE_ID, None)


def test_without_an_envelope_the_returned_headers_name_the_mail() -> None:
    assert read_notice(report("failed", None, MESSAGE_ID)) == Notice(Fate.FAILED, None, MESSAGE_ID)


@pytest.mark.parametrize("forged", ["1", "' OR 1=1 --", ENVELOPE_ID[:-1], ENVELOPE_ID.upper(), "\N{BULLET}"])
def test_a_forged_envelope_is_not_made_good_by_a_message_id(forged: str) -> None:
    assert read_notice(report("failed", forged, MESSAGE_ID)) is NoNotice.UNREADABLE


@pytest.mark.parametrize("data", [report("exploded"), report(envelope_id=None), receipt("di-cassa"), b""])
def test_what_says_nothing_is_no_notice(data: bytes) -> None:
    assert read_notice(data) is NoNotice.UNREADABLE


@pytest.mark.parametrize(
    ("kind", "fate"),
    [
        ("accettazione", Fate.UNDER_WAY),
        ("preavviso-errore-consegna", Fate.UNDER_WAY),
        ("avvenuta-consegna", Fate.DELIVERED),
        ("errore-consegna", Fate.FAILED),
        ("non-accettazione", Fate.FAILED),
        ("rilevazione-virus", Fate.FAILED),
    ],
)
def test_a_pec_receipt_is_known_by_our_message_id(kind: str, fate: Fate) -> None:
    assert read_notice(receipt(kind)) == Notice(fate, None, MESSAGE_ID)


def test_a_vacation_reply_is_not_a_bounce() -> None:
    assert read_notice(vacation()) is NoNotice.AUTO_REPLY


def test_a_persons_answer_is_no_notice() -> None:
    assert read_notice(answer()) is NoNotice.UNREADABLE


def test_what_is_too_large_is_not_read() -> None:
    assert read_notice(report() + b"x" * LARGEST) is NoNotice.UNREADABLE


@given(st.binary(max_size=500))
def test_anything_can_be_given(data: bytes) -> None:
    assert isinstance(read_notice(data), NoNotice)


@given(st.integers(0, len(report())), st.binary(max_size=40))
def test_a_damaged_report_is_the_same_mails_or_nothing(place: int, junk: bytes) -> None:
    found = read_notice(report()[:place] + junk + report()[place:])
    assert isinstance(found, NoNotice) or found.envelope_id == ENVELOPE_ID

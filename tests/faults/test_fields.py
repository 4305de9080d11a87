"""Anything at all in any field of any form: a clear answer, never a fault; and what was accepted arrives unharmed."""

from __future__ import annotations

import datetime as dt
import logging
import re
import unicodedata
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import idna
import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from forms_app.outbox.states import OutboxState
from forms_app.privacy.keys import load_private_key
from forms_app.privacy.sealing import open_sealed
from forms_app.requests.accept import row_identity
from forms_app.requests.codes import short_code
from forms_app.requests.submission import Answers, from_bytes
from tests.faults.anything import NASTY, Filled, anything, one_line, trying
from tests.faults.post import Figures, Size
from tests.faults.scene import Scene, scene
from tests.integration.mail.server import Behaviour, serving, smtp_at

PROMISE = (
    "Accepted, or the error summary, or a clear refusal; never a fault or its traceback; "
    "what was accepted reaches the partner's mail unharmed"
)
MOMENT = dt.timedelta(milliseconds=1)
ALLOWED = {200, 303, 400, 410, 413, 415, 422}
_CODE = re.compile(r"[A-Z2-7]{4}-[A-Z2-7]{4}")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TEXTS = {
    "name",
    "phone",
    "email",
    "message",
    "municipality",
    "referrer_name",
    "referrer_service",
    "referrer_contact",
}
FORMS = {
    "contact": "/moduli/it/contatto?progetto=activity&comune=019021",
    "appointment": "/moduli/it/appuntamento?progetto=activity&comune=019052",
    "referral": "/moduli/ar/segnalazione?progetto=activity&comune=019052",
}


@pytest.fixture
def place(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Scene]:
    caplog.set_level(logging.CRITICAL, "mail.log")
    with scene(tmp_path) as made:
        yield made


def assert_clear(response: TestResponse) -> None:
    """One of the answers that are meant, and a whole page."""
    assert response.status_code in ALLOWED, response.status_code
    assert "Traceback" not in response.text
    if response.status_code != 303:
        assert response.text.rstrip().endswith("</html>")
    if response.status_code == 422:
        assert 'class="sp-error-summary"' in response.text


class Expected:
    """What was accepted, as it was typed."""

    def __init__(self, place: Scene) -> None:
        self.place, self.words = place, dict[str, tuple[str, ...]]()
        self.key = load_private_key(place.settings.keys.private)

    def note(self, sent: dict[str, list[str]]) -> None:
        """Compare what was sealed with what was typed; remember it for the mail."""
        self.place.clock.now += MOMENT
        row = max(self.place.requests(), key=lambda row: row.received_at)
        answers = from_bytes(open_sealed(row.sealed, self.key, row_identity(row.id))).answers
        typed = {name: values[0] if values else "" for name, values in sent.items()}
        assert one_line(answers.name.reveal()) == one_line(typed["name"])
        assert one_line(answers.message.reveal()) == one_line(_DIRECTIONS.sub("", typed["message"]))
        phone, email = typed["phone"], one_line(typed["email"])
        assert (
            digits(answers.phone.reveal()).endswith(national(phone)) if answers.phone else not digits(phone)
        )
        assert same_address(answers.email.reveal(), email) if answers.email else not is_seen(email)
        self.words[short_code(row.id)] = texts(answers)

    def all_arrived(self) -> tuple[int, int]:
        """Deliver everything by SMTP, and find each word in the mail that it belongs to.

        Who filled in the field that people do not see is held back for a person: how many of these, comes second.
        """
        behaviour = Behaviour()
        with serving(behaviour) as port:
            self.place.use(smtp_at(port))
            self.place.work()
        arrived = dict(
            filter(None, (read(bytes(envelope.original_content or b"")) for envelope in behaviour.taken))
        )
        kept = {
            short_code(row.request_id) for row in self.place.rows() if row.state is OutboxState.QUARANTINED
        }
        assert set(self.words) == {*arrived, *kept}
        for code, words in self.words.items():
            for word in words:
                assert code in kept or one_line(word) in arrived[code]
        return len(arrived), len(kept)


def texts(answers: Answers) -> tuple[str, ...]:
    """The texts that a citizen typed."""
    referral = answers.referral
    referrer = (referral.name, referral.service, referral.contact) if referral else ()
    given_ = (answers.name, answers.phone, answers.email, answers.message, *referrer)
    return tuple(text.reveal() for text in given_ if text is not None)


def read(mail: bytes) -> tuple[str, str] | None:
    """A partner's mail's code and its text; None for a confirmation to a citizen."""
    message = message_from_bytes(mail, policy=policy.default)
    code, body = _CODE.search(message["Subject"]), message.get_body(("plain",))
    assert body
    return (code[0], one_line(body.get_content())) if code else None


def same_address(stored: str, typed: str) -> bool:
    """Whether mail for one reaches the other: a domain has two spellings (RFC 5891), and no case."""
    (mailbox, _, domain), (other, _, other_domain) = stored.rpartition("@"), typed.rpartition("@")
    return mailbox == other and idna.encode(domain, uts46=True) == idna.encode(other_domain, uts46=True)


def is_seen(text: str) -> bool:
    """Whether there is anything but marks and blanks."""
    return any(unicodedata.category(letter) not in {"Cf", "Mn", "Zs"} for letter in text)


def digits(number: str) -> str:
    return "".join(str(unicodedata.decimal(letter)) for letter in number if letter.isdecimal())


def national(number: str) -> str:
    """The digits of a typed number without what stands for Italy or abroad."""
    return digits(number).lstrip("0").removeprefix("39")[-6:]


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(
            url, id=name, marks=pytest.mark.fault(f"Anything in each field of the {name} form", PROMISE)
        )
        for name, url in FORMS.items()
    ],
)
def test_each_field(
    place: Scene, caplog: pytest.LogCaptureFixture, size: Size, figures: Figures, url: str
) -> None:
    form, expected = Filled(place, url), Expected(place)

    def tried(changed: dict[str, list[str]]) -> None:
        before = place.count()
        response = form.send(changed)
        assert_clear(response)
        if place.count() > before:
            assert response.status_code == 303
            expected.note({**form.answers, **changed})

    for start, name in enumerate(form.names):
        # In the short form, texts get everything and the other fields each some of it.
        for text in NASTY if name in TEXTS else NASTY[start % 6 :: size(6, 1)]:
            tried({name: [text]})

    @trying(size(30, 2000))
    @given(
        st.dictionaries(st.sampled_from(form.names), st.lists(anything, max_size=3), min_size=1, max_size=4)
    )
    def fuzzed(changed: dict[str, list[str]]) -> None:
        tried(changed)

    fuzzed()

    @trying(size(4, 200))
    @given(anything)
    def each(text: str) -> None:
        for name in form.names:
            tried({name: [text]})

    each()
    assert not any("failed" in record.getMessage() for record in caplog.records if record.name == "forms_app")
    told = ", ".join(f"{number} × {status}" for status, number in sorted(form.statuses.items()))
    sent = sum(form.statuses.values())
    arrived, kept = expected.all_arrived()
    figures(
        f"{sent} sendings with {len(form.names)} fields ({told}), 0 faults, {arrived} delivered unharmed, "
        f"{kept} held back as a robot's"
    )

"""Anything at all at the other doors: the code, the partner's links, addresses, bodies of other kinds."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from aiosmtpd.smtp import Envelope
from hypothesis import given
from hypothesis import strategies as st

from forms_app.ledger.links import Link, Purpose, link_key, sign
from forms_app.outbox.states import RequestState
from forms_app.requests.guessing import TRIES
from tests.faults.anything import FORM, NASTY, Filled, anything, encoded, trying
from tests.faults.post import Figures, Size
from tests.faults.scene import Scene, scene
from tests.faults.test_fields import FORMS, assert_clear
from tests.integration.forms.browser import Browser
from tests.integration.forms.sealed import good_key
from tests.integration.gnupg import GnuPG, key_ring
from tests.integration.mail.server import Behaviour, serving, smtp_at

PROMISE = "A clear page; never a fault or its traceback; nothing is changed"


@pytest.fixture
def place(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Scene]:
    caplog.set_level(logging.CRITICAL, "mail.log")
    with scene(tmp_path) as made:
        yield made
        assert not any(
            "failed" in record.getMessage() for record in caplog.records if record.name == "forms_app"
        )


def quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def told(statuses: Counter[int]) -> str:
    answers = ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items()))
    return f"{statuses.total()} tries ({answers}), 0 faults"


@pytest.mark.fault(
    "The longest answers that the forms allow, in every field at once",
    "Accepted, delivered unharmed: what the forms allow always fits",
)
def test_longest(tmp_path: Path, size: Size, figures: Figures) -> None:
    counted = Counter[str]()
    with key_ring() as ring:
        for certificate in (None, good_key(ring)):
            folder = tmp_path / f"{bool(certificate)}"
            folder.mkdir()
            with scene(folder, certificate) as place, serving(behaviour := Behaviour()) as port:
                place.use(smtp_at(port))
                if certificate:
                    assert place.command("keys", "test", "mestieri").exit_code == 0
                counted["sent"] += all_longest(place, LETTERS[: size(2, 5)])
                place.work()
            counted["arrived"] += sum(has_longest(envelope, ring) for envelope in behaviour.taken)
    assert counted["arrived"] == counted["sent"]
    figures(f"{counted['sent']} requests of the greatest length, {counted['arrived']} delivered unharmed")


LETTERS = "🙂\"<'&"


def all_longest(place: Scene, letters: str) -> int:
    """Send each form with the longest answers, in letters that grow when they are written for mails or sealed."""
    for url, letter in product(FORMS.values(), letters):
        form = Filled(place, url)
        names = [name for name in ("name", "referrer_name", "referrer_service") if name in form.names]
        long: dict[str, list[str]] = {name: [letter * 100] for name in names}
        everything = {"days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]}
        everything |= {"channels": ["call", "text", "email"], "times": ["morning", "afternoon", "evening"]}
        email = [f"{'p' * 60}@{'.'.join(['q' * 60] * 3)}.example"]
        response = form.send({**long, **everything, "email": email, "message": [letter * 1000]})
        assert response.status_code == 303, response.text
    return len(FORMS) * len(letters)


def has_longest(envelope: Envelope, ring: GnuPG) -> bool:
    """Whether a mail, opened if it is encrypted, holds one of the longest messages."""
    content = bytes(envelope.original_content or b"")
    if b"BEGIN PGP MESSAGE" in content:
        content = ring.decrypt(content)
    body = message_from_bytes(content, policy=policy.default).get_body(("plain",))
    return body is not None and any(letter * 1000 in body.get_content() for letter in LETTERS)


@pytest.mark.fault("Anything in place of the receipt's code", f"{PROMISE}; guessing gets slow")
def test_code(place: Scene, size: Size, figures: Figures) -> None:
    place.ask()
    statuses: Counter[int] = Counter()
    browser = Browser(place.app)

    def tried(code: str, act: str) -> None:
        body = encoded([("code", code), ("act", act)])
        response = browser.client.post("/moduli/it/stato", data=body, content_type=FORM)
        assert response.status_code in {400, 404, 413, 429}
        assert "Traceback" not in response.text
        statuses[response.status_code] += 1

    for code in NASTY:
        tried(code, "show")
        tried("1234567890123456", code or "erase-now")

    @trying(size(25, 2000))
    @given(anything, st.sampled_from(["show", "withdraw", "erase", "withdraw-now", "erase-now"]))
    def fuzzed(code: str, act: str) -> None:
        tried(code, act)

    fuzzed()
    assert statuses[429] > 0
    assert statuses[404] <= TRIES * 2
    assert [row.state for row in place.requests()] == [RequestState.RECEIVED]
    figures(told(statuses))


@pytest.mark.fault("Anything in the fields of a partner's pages, and in the links themselves", PROMISE)
def test_partner(place: Scene, size: Size, figures: Figures) -> None:
    place.ask()
    [row] = place.rows()
    key, until = link_key(place.services.keys.secret), place.clock.now + dt.timedelta(days=1)
    links = {
        purpose: sign(key, Link(purpose, row.id, until)) for purpose in (Purpose.PROPOSE, Purpose.PASS_ON)
    }
    fields = {Purpose.PROPOSE: ("day", "time"), Purpose.PASS_ON: ("desk",)}
    statuses: Counter[int] = Counter()
    browser = Browser(place.app)

    def tried(purpose: Purpose, values: dict[str, str]) -> None:
        right = {"day": f"{until:%Y-%m-%d}", "time": "10:00"} if purpose is Purpose.PROPOSE else {}
        body = encoded({**right, **values}.items())
        response = browser.client.post(f"/partner/{links[purpose]}", data=body, content_type=FORM)
        assert_clear(response)
        statuses[response.status_code] += 1

    def followed(token: str) -> None:
        for answer in (browser.client.get, browser.client.post):
            response = answer(f"/partner/{quoted(token)}")
            assert response.status_code in {404, 405, 415}
            assert "Traceback" not in response.text
            statuses[response.status_code] += 1

    for text in NASTY:
        for purpose, names in fields.items():
            for name in names:
                tried(purpose, {name: text})
        if text and "/" not in text:
            followed(text)

    @trying(size(10, 1000))
    @given(anything.filter(bool), st.integers(0, 71), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
    def fuzzed(text: str, at: int, letter: str) -> None:
        tried(Purpose.PROPOSE, {"day": text, "time": text})
        tried(Purpose.PASS_ON, {"desk": text})
        whole = links[Purpose.PROPOSE]
        if whole[at] != letter:
            followed(whole[:at] + letter + whole[at + 1 :])

    fuzzed()
    assert [row.state for row in place.requests()] == [RequestState.RECEIVED]
    assert place.requests()[0].appointment_date is None
    figures(told(statuses))


@pytest.mark.fault("Anything in the addresses of the pages", PROMISE)
def test_addresses(place: Scene, size: Size, figures: Figures) -> None:
    statuses: Counter[int] = Counter()
    browser = Browser(place.app)
    paths = ("", "contatto", "appuntamento", "segnalazione", "stato", "ricevuta", "niente")
    names = ("comune", "progetto", "servizio", "sportello", "altro")

    def tried(path: str, values: dict[str, str]) -> None:
        query = "&".join(f"{name}={quoted(value)}" for name, value in values.items())
        response = browser.client.get(f"/moduli/it/{path}?{query}")
        assert response.status_code in {200, 302, 404, 410, 422}, response.status_code
        assert "Traceback" not in response.text
        statuses[response.status_code] += 1

    for text, name in product(NASTY[:: size(3, 1)], names):
        tried("contatto", {"comune": "019052", "progetto": "activity", name: text})

    @trying(size(30, 3000))
    @given(st.sampled_from(paths), st.dictionaries(st.sampled_from(names), anything, max_size=3))
    def fuzzed(path: str, values: dict[str, str]) -> None:
        tried(path, values)

    fuzzed()
    figures(told(statuses))


@pytest.mark.fault("Bodies that no browser sends: other kinds, broken, huge", PROMISE)
def test_bodies(place: Scene, figures: Figures) -> None:
    form, count = Filled(place, FORMS["contact"]), 0
    good = encoded((name, value) for name, values in form.answers.items() for value in values)
    kinds = [
        "",
        FORM,
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "text/plain",
    ]
    kinds += [
        f"{FORM}; charset=utf-16",
        f"{FORM}; charset=none",
        "image/png",
        "a/b; " + "c=d; " * 100,
        "\x00",
    ]
    bodies = [b"", b"&&&===", b"%", b"%zz=%f", b"\xff\xfe\x00", b"{}", b"--x\r\n\r\n--x--", b"a" * 70_000]
    bodies += [b"&".join([b"name=Prova"] * 5000), b"&".join(b"f%d=" % i for i in range(9000)), b"=%00&%00="]
    for kind, body in product(kinds, (*bodies, good)):
        if (kind.startswith(FORM), body) == (True, good):
            continue
        assert_clear(form.post(body, kind))
        count += 1
    assert place.count() == 0
    figures(told(Counter(form.statuses)))

"""Markers in every field of every form, through whole lives over real processes: found nowhere but at the partner's."""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from aiosmtpd.smtp import Envelope
from click.testing import Result
from flask import Flask

from forms_app.clarity.store import WORDS_KEPT, forget
from forms_app.clarity.summary import Span, read_words
from forms_app.commands import register_commands
from forms_app.commands_of_time import periods_of
from forms_app.database import clarity, notice, open_engine, outbox, request
from forms_app.mail.local import LocalMailbox
from forms_app.outbox.states import OutboxState, RequestState
from forms_app.privacy.keys import load_private_key
from forms_app.provision import provision
from forms_app.requests.retention import expire
from forms_app.services import read_catalogue
from forms_app.settings import Settings, load_settings
from tests.faults.markers import Planted, files, found, unpacked
from tests.faults.post import Figures
from tests.faults.processes import PATIENCE, Client, RealBrowser, running
from tests.integration.forms.browser import Page
from tests.integration.forms.sealed import good_key, name_certificate
from tests.integration.forms.site import write_site
from tests.integration.forms.test_flow import code
from tests.integration.gnupg import GnuPG, key_ring
from tests.integration.mail.server import Behaviour, serving

FORMS = {
    "contact": "/moduli/it/contatto?progetto=activity&comune=019021",
    "appointment": "/moduli/ar/appuntamento?progetto=activity&comune=019052",
    "referral": "/moduli/en/segnalazione?progetto=activity&comune=019052",
}
"""The contact form leads to a partner without a key, the others to one with a key."""
STATUS = "/moduli/it/stato"
RATED = "/moduli/ar/chiarezza/servizi/lavoro/"


@dataclass
class House:
    """An installation whose processes run, and everything that came out of it."""

    folder: Path
    settings: Settings
    behaviour: Behaviour
    ring: GnuPG
    port: int = 0
    planted: list[Planted] = field(default_factory=list)
    rated: list[Planted] = field(default_factory=list)
    """What was written about pages."""
    clients: list[Client] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    """The receipts' codes."""

    @property
    def log(self) -> Path:
        return self.folder / "processes.log"

    @property
    def marks(self) -> list[str]:
        return [mark for planted in (*self.planted, *self.rated) for mark in planted.marks]

    def browser(self) -> RealBrowser:
        browser = RealBrowser(self.port)
        self.clients.append(browser.client)  # type: ignore[arg-type] # it is ours
        return browser

    def send(self, form: str) -> str:
        """Fill in a form as one who first forgets a field; return the receipt's code."""
        planted, browser = Planted(len(self.planted) + 1), self.browser()
        self.planted.append(planted)
        page = browser.get(FORMS[form])
        typed: dict[str, object] = {**planted.answers, "channels": ["call", "email"]}
        if form == "referral":
            typed |= {**planted.referrer, "agreed": "y", "agreement": "spoken"}
        else:
            typed |= {"wants_confirmation": "y"}
        if form == "appointment":
            typed |= {"first": page.options("first")[1]}
        wrong = browser.press(page, "step=check", **{**typed, "channels": None})
        assert wrong.status == 422
        receipt = browser.press(browser.press(wrong, "step=check", **typed), "step=send")
        assert "/ricevuta" in receipt.url
        return code(receipt)

    def rate(self) -> None:
        """Say what is not clear on a page as one who first writes too much."""
        planted, browser = Planted(9001 + len(self.rated)), self.browser()
        self.rated.append(planted)
        why = browser.press(browser.get(RATED), "rating=2")
        message = planted.answers["message"]
        wrong = browser.press(why, "step=send", details=message * 9, reason="lost")
        assert wrong.status == 422
        assert "/grazie/" in browser.press(wrong, "step=send", details=message).url

    def look(self, receipt: str, act: str) -> Page:
        browser = self.browser()
        return browser.post(browser.get(STATUS), {"code": receipt, "act": act})

    def take_in_charge(self) -> int:
        """Press "taken in charge" in every mail of the partners'; return how many were pressed."""
        count = 0
        for envelope in self.behaviour.taken:
            links = re.findall(r"https?://\S+/partner/\S+", self.read(envelope))
            if links:
                browser = self.browser()
                path = urlsplit(links[0]).path
                browser.post(browser.get(path), {}, path)
                count += 1
        return count

    def read(self, envelope: Envelope) -> str:
        """The text of a mail, as who got it reads it."""
        content = bytes(envelope.original_content or b"")
        content = self.ring.decrypt(content) if b"BEGIN PGP MESSAGE" in content else content
        body = message_from_bytes(content, policy=policy.default).get_body(("plain",))
        return str(body.get_content()) if body else ""

    def command(self, *arguments: str) -> Result:
        app = Flask("prova")
        register_commands(app, self.settings)
        result = app.test_cli_runner().invoke(args=arguments)
        with self.log.open("a", encoding="utf-8") as log:
            log.write(result.output)
        return result

    def until(self, settled: Callable[[sa.Connection], bool]) -> None:
        """Wait for the worker."""
        engine, latest = open_engine(self.settings.database_url), time.monotonic() + PATIENCE
        while time.monotonic() < latest:
            with engine.connect() as connection:
                if settled(connection):
                    engine.dispose()
                    return
            time.sleep(0.05)
        raise AssertionError(self.log.read_text("utf-8"))

    def everything(self) -> list[tuple[str, bytes]]:
        """All that may hold nothing: files, what was printed, heads of HTTP, cookies, heads of mails, envelopes."""
        heads = [head for client in self.clients for head in client.heads]
        cookies = [unpacked(cookie) for client in self.clients for cookie in client.set_cookies]
        health = self.browser().get("/health").response.text if self.port else ""
        mails = list(self.behaviour.taken)
        return [
            *files(self.folder),
            ("heads of HTTP", "\n".join(heads).encode()),
            ("cookies", b"\n".join(cookies)),
            ("health", health.encode()),
            *(("head of a mail", head_of(mail)) for mail in mails if not to_citizen(mail)),
            *(
                ("encrypted mail", bytes(mail.original_content or b""))
                for mail in mails
                if is_encrypted(mail)
            ),
        ]


def head_of(mail: Envelope) -> bytes:
    content = bytes(mail.original_content or b"")
    return (
        content.partition(b"\r\n\r\n")[0] + repr((mail.mail_from, mail.rcpt_tos, mail.mail_options)).encode()
    )


def to_citizen(mail: Envelope) -> bool:
    """The confirmation that was asked for: its address is the citizen's own."""
    return mail.rcpt_tos[0].endswith("-posta@example.org")


def is_encrypted(mail: Envelope) -> bool:
    return b"multipart/encrypted" in bytes(mail.original_content or b"")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    behaviour, folder = Behaviour(), tmp_path / "machine"
    (folder / "tmp").mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(folder / "tmp"))
    with key_ring() as ring, serving(behaviour) as smtp:
        environment = {
            "SPORTELLO_ENVIRONMENT": "development",
            "SPORTELLO_VAR": str(folder / "var"),
            "SPORTELLO_SITE": str(folder / "site"),
            "SPORTELLO_MKDOCS": str(write_site(folder)),
            "SPORTELLO_SMTP_HOST": "127.0.0.1",
            "SPORTELLO_SMTP_PORT": str(smtp),
            "SPORTELLO_SMTP_TLS": "off",
        }
        settings = load_settings(environment)
        name_certificate(settings, good_key(ring))
        provision(settings)
        made = House(folder, settings, behaviour, ring)
        assert made.command("keys", "test", "mestieri").exit_code == 0
        behaviour.taken.clear()
        with running({**os.environ, **environment}, made.log) as made.port:
            yield made


def nothing_waits(connection: sa.Connection) -> bool:
    """Whether the worker has done all that it can."""
    tables = (outbox, notice)
    waiting = (sa.select(table.c.id).where(table.c.state == OutboxState.WAITING) for table in tables)
    return not any(connection.execute(query).first() for query in waiting)


def assert_found_nowhere(house: House) -> int:
    """Nothing that was typed is anywhere; return in how many places it was looked for."""
    places = house.everything()
    assert found(house.marks, *places) == []
    # The code of the receipt is in the citizen's own cookie, and nowhere else.
    heads = [head for client in house.clients for head in client.heads if not head.startswith("Set-Cookie")]
    codes = [shape for code_ in house.codes for shape in (code_, code_.replace(" ", ""))]
    assert found(codes, *files(house.folder), ("heads", "\n".join(heads).encode())) == []
    return len(places)


def live(house: House) -> list[bytes]:
    """Three requests of each form: one is taken in charge, one withdrawn, one erased."""
    receipts = {form: [house.send(form) for _ in range(3)] for form in FORMS}
    house.codes = [receipt for some in receipts.values() for receipt in some]
    for _ in range(2):
        house.rate()
    house.until(nothing_waits)
    assert_found_nowhere(house)
    sealed = [bytes(row.sealed) for row in stored(house)] + words_about_pages(house)
    # The search finds what is there: a partner without a key reads what was typed.
    read = "".join(house.read(mail) for mail in house.behaviour.taken)
    assert all(planted.answers["message"] in read for planted in house.planted)
    for _, withdrawn, erased in receipts.values():
        assert house.look(withdrawn, "withdraw-now").status == 200
        assert house.look(erased, "erase-now").status == 200
    house.until(nothing_waits)
    assert house.take_in_charge() >= len(FORMS)
    return sealed


def fail(house: House) -> list[bytes]:
    """One request of each form, which no address takes; the server repeats what was typed."""
    for form in FORMS:
        house.behaviour.to_recipient = f"550 Segnale-{len(house.planted) + 1:04}-nome is unknown"
        house.codes.append(house.send(form))
        house.until(nothing_waits)
    for command in (("deliveries", "check"), ("requests", "unsettled"), ("keys", "check"), ("statistics",)):
        house.command(*command)
    return [bytes(row.sealed) for row in stored(house) if row.state is RequestState.RECEIVED]


def stored(house: House) -> list[sa.Row[tuple[object, ...]]]:
    """The requests as they are stored."""
    engine = open_engine(house.settings.database_url)
    with engine.connect() as connection:
        rows = list(connection.execute(sa.select(request)))
    engine.dispose()
    return rows


def words_about_pages(house: House) -> list[bytes]:
    """What was written about pages as it is stored; staff, who have the worker's key, read all of it."""
    engine, key = open_engine(house.settings.database_url), load_private_key(house.settings.keys.private)
    ever = Span(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
    read = {one.text.reveal() for one in read_words(engine, key, ever)}
    assert read == {planted.answers["message"] for planted in house.rated}
    with engine.connect() as connection:
        rows = connection.scalars(sa.select(clarity.c.details)).all()
    engine.dispose()
    return [bytes(row) for row in rows]


def destroy(house: House) -> None:
    """Let time and the administrator destroy everything."""
    engine = open_engine(house.settings.database_url)
    for row in stored(house):
        if row.state is RequestState.RECEIVED:
            done = house.command("requests", "destroy", str(row.id), "--reason", "undeliverable")
            assert done.exit_code == 0, done.output
    catalogue, later = read_catalogue(house.settings), dt.datetime.now(dt.UTC) + dt.timedelta(days=31)
    outcome = expire(engine, LocalMailbox(house.settings.mailbox_dir), periods_of(catalogue), later)
    assert outcome.complete
    assert forget(engine, later.date() + WORDS_KEPT) == (len(house.rated), True)
    engine.dispose()
    assert stored(house) == []


@pytest.mark.fault(
    "Somebody reads all of the machine: database, -wal, -shm, logs, temporary files, HTTP heads, cookies, mail heads",
    "Nothing that was typed in any field is anywhere, alive, failed, withdrawn, erased, destroyed or forgotten; "
    "destroyed, not even its ciphertext",
)
def test_found_nowhere(house: House, figures: Figures) -> None:
    sealed = [*live(house), *fail(house)]
    assert_found_nowhere(house)
    assert "permanent" in house.log.read_text("utf-8")
    destroy(house)
    places = assert_found_nowhere(house)
    left = files(house.settings.var_dir)
    assert {"sportello.sqlite", "sportello.sqlite-wal", "sportello.sqlite-shm"} <= {
        Path(name).name for name, _ in left
    }
    pieces = [piece for text in sealed for piece in (text[:40], text[-40:])]
    assert not any(piece in content for _, content in left for piece in pieces)
    figures(
        f"{len(house.marks)} markers of {len(sealed)} requests and ratings in {places} places, alive and after: 0 found"
    )

"""From the citizen's form to the partner's GnuPG: encrypted at acceptance, held when the key is bad, never in clear."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from forms_app import create_app, make_app
from forms_app.database import outbox, request
from forms_app.errors import SealBrokenError
from forms_app.ledger.links import Purpose, link_key, verify
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.key_watch import KeyWatch
from forms_app.outbox.states import ErrorKind, OutboxState, Seal
from forms_app.outbox.worker import run
from forms_app.privacy.openpgp import KeyFault
from forms_app.privacy.sealing import open_sealed
from forms_app.requests.accept import row_identity
from forms_app.requests.context import CatalogueDirectory
from forms_app.services import Services, WebKeys
from forms_app.settings import Settings
from tests.integration.forms.browser import Browser, Stored
from tests.integration.forms.sealed import (
    LONG_AGO,
    MARKERS,
    Sealed,
    certificate_file,
    good_key,
    name_certificate,
    sealed_site,
)
from tests.integration.gnupg import ADDRESS, GnuPG, key_ring

RECEIPT = "/moduli/it/ricevuta"


@pytest.fixture
def partner() -> Iterator[GnuPG]:
    with key_ring() as ring:
        yield ring


@pytest.fixture
def settings(settings: Settings, partner: GnuPG) -> Settings:
    name_certificate(settings, good_key(partner))
    return settings


@pytest.fixture
def sealed(services: Services, browser: Browser, partner: GnuPG) -> Iterator[Sealed]:
    with sealed_site(services, browser, partner) as made:
        yield made


@pytest.fixture
def active(sealed: Sealed) -> Sealed:
    """A partner whose key is in use."""
    result = sealed.command("keys", "test", "mestieri")
    assert result.exit_code == 0, result.output
    sealed.behaviour.taken.clear()
    return sealed


def read_by(partner: GnuPG, mail: bytes) -> EmailMessage:
    [_, armored] = message_from_bytes(mail, EmailMessage, policy=policy.default).iter_parts()
    return message_from_bytes(partner.decrypt(armored.get_content()), EmailMessage, policy=policy.default)


def watch(sealed: Sealed) -> None:
    """Do what the worker does between two deliveries."""
    services = sealed.services
    KeyWatch(services.engine, CatalogueDirectory(services.catalogue).keyed()).look(services.now())


def test_only_the_partner_reads_what_a_citizen_wrote(active: Sealed, stored: Stored) -> None:
    assert active.ask() == RECEIPT
    [row] = stored.requests
    assert row.seal is Seal.OPENPGP
    assert active.deliver() == 1
    [mail] = active.mails()
    found = read_by(active.partner, mail)
    body = found.get_body(("plain",))
    assert body is not None
    assert MARKERS[0] in body.get_content()
    assert MARKERS[3] in body.get_content()
    assert found["Subject"].startswith("Nuova richiesta ")
    assert active.row().state is OutboxState.SENT


def test_the_worker_sends_what_was_stored_unchanged(active: Sealed, stored: Stored) -> None:
    active.ask()
    [row] = stored.requests
    active.deliver()
    assert active.mails() == [row.sealed]
    assert active.row().message_id in row.sealed.decode("ascii")


def test_the_partners_links_are_in_the_sealed_mail_but_for_passing_on(active: Sealed) -> None:
    active.ask()
    active.deliver()
    body = read_by(active.partner, active.mails()[0]).get_body(("plain",))
    assert body is not None
    tokens = re.findall(r"/partner/([a-z2-7]+)", body.get_content())
    links = [verify(link_key(active.services.keys.secret), token) for token in tokens]
    assert {link.row for link in links} == {active.row().id}
    assert {link.purpose for link in links} == {Purpose.TAKE, Purpose.CLOSE}


def test_a_repeat_of_a_sealed_mail_says_so_outside(active: Sealed) -> None:
    active.ask()
    with active.services.engine.begin() as connection:
        connection.execute(outbox.update().values(handing_over_at=active.services.now()))
    active.deliver()
    [mail] = active.mails()
    assert mail.startswith(b"X-Sportello-Possible-Duplicate: yes\r\n")
    assert MARKERS[0] in str(read_by(active.partner, mail))


def test_nothing_readable_is_left_anywhere(active: Sealed, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        active.ask()
        active.deliver()
    kept = active.written() + b"".join(active.mails()) + caplog.text.encode()
    for marker in MARKERS:
        assert marker.encode() not in kept
        assert marker.replace(" ", "").encode() not in kept


def test_not_even_the_workers_key_opens_it(active: Sealed, stored: Stored) -> None:
    active.ask()
    [row] = stored.requests
    assert row.sealed.startswith(b"From: Sportello <")
    assert b"-----BEGIN PGP MESSAGE-----" in row.sealed
    with pytest.raises(SealBrokenError):
        open_sealed(row.sealed, active.deliverer().composer.private_key, row_identity(row.id))


def test_a_key_that_was_not_tried_is_not_used(sealed: Sealed, stored: Stored) -> None:
    assert sealed.ask() == RECEIPT
    [row] = stored.requests
    assert (row.seal, sealed.row().state) == (Seal.HPKE, OutboxState.HELD)
    assert (sealed.deliver(), sealed.mails()) == (0, [])


def test_a_refused_test_mail_activates_nothing(sealed: Sealed) -> None:
    sealed.behaviour.to_data = "550 no"
    result = sealed.command("keys", "test", "mestieri")
    assert (result.exit_code, "not accepted" in result.output) == (1, True)
    sealed.ask()
    assert sealed.row().state is OutboxState.HELD


def test_the_test_mail_is_encrypted_too(sealed: Sealed) -> None:
    sealed.command("keys", "test", "mestieri")
    [mail] = sealed.mails()
    assert b"Prova della chiave" not in mail
    assert read_by(sealed.partner, mail)["Subject"].startswith("Prova della chiave ")


def test_what_was_held_is_sealed_anew_and_goes_when_the_key_is_good(sealed: Sealed, stored: Stored) -> None:
    sealed.ask()
    watch(sealed)
    assert sealed.row().state is OutboxState.HELD
    sealed.command("keys", "test", "mestieri")
    sealed.behaviour.taken.clear()
    watch(sealed)
    assert sealed.row().state is OutboxState.WAITING
    sealed.deliver()
    [mail] = sealed.mails()
    assert MARKERS[3] in sealed.partner.decrypt(mail).decode("utf-8")
    [row] = stored.requests
    assert (row.seal, row.sealed, sealed.row().state) == (Seal.OPENPGP, mail, OutboxState.SENT)


def test_the_worker_itself_lets_go_what_was_held(sealed: Sealed) -> None:
    sealed.ask()
    sealed.command("keys", "test", "mestieri")
    sealed.behaviour.wait_for(1)
    services, stop = sealed.services, threading.Event()
    watching = KeyWatch(services.engine, CatalogueDirectory(services.catalogue).keyed())
    heartbeat = Heartbeat(services.engine, "prova")
    worker = threading.Thread(
        target=run, args=(sealed.deliverer(), heartbeat, stop, (lambda: watching.look(services.now()),))
    )
    worker.start()
    sealed.behaviour.wait_for(1)
    stop.set()
    worker.join()
    assert MARKERS[3] in sealed.partner.decrypt(sealed.mails()[-1]).decode("utf-8")
    assert sealed.row().state is OutboxState.SENT


def test_the_web_process_tells_bad_keys_when_it_starts(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPORTELLO_ENVIRONMENT", "development")
    monkeypatch.setenv("SPORTELLO_VAR", str(settings.var_dir))
    monkeypatch.setenv("SPORTELLO_SITE", str(settings.site_dir))
    monkeypatch.setenv("SPORTELLO_MKDOCS", str(settings.mkdocs_yml))
    monkeypatch.delenv("FLASK_RUN_FROM_CLI", raising=False)
    create_app()
    assert "the key of mestieri is not used, its requests are held: not_activated" in capsys.readouterr().err


def test_a_new_key_gets_what_was_held_for_the_old_one(active: Sealed, partner: GnuPG) -> None:
    partner.revoke(partner.fingerprint(ADDRESS))
    certificate_file(active.settings).write_bytes(partner.certificate(partner.fingerprint(ADDRESS)))
    active.ask()
    active.deliver()
    assert (active.row().state, active.mails()) == (OutboxState.HELD, [])
    with key_ring() as new:
        certificate_file(active.settings).write_bytes(good_key(new))
        watch(active)
        assert active.row().state is OutboxState.HELD
        assert active.command("keys", "test", "mestieri").exit_code == 0
        active.behaviour.taken.clear()
        watch(active)
        active.deliver()
        [mail] = active.mails()
        assert MARKERS[3] in new.decrypt(mail).decode("utf-8")


BAD: dict[KeyFault, Callable[[GnuPG], bytes]] = {
    KeyFault.EXPIRED: lambda ring: ring.certificate(ring.ed25519(ADDRESS, "1y", "20200101T000000")),
    KeyFault.SECRET: lambda ring: ring.secret_key(ring.ed25519(ADDRESS, "0", LONG_AGO)),
    KeyFault.NO_ENCRYPTION: lambda ring: ring.certificate(ring.sign_only()),
    KeyFault.WEAK: lambda ring: ring.certificate(ring.rsa1024()),
    KeyFault.WRONG_ADDRESS: lambda ring: ring.certificate(ring.ed25519("altri@example.org", "0", LONG_AGO)),
    KeyFault.UNREADABLE: lambda _ring: b"buongiorno",
}


@pytest.mark.parametrize("fault", BAD)
def test_with_a_bad_key_requests_are_taken_and_held_and_the_route_is_red(
    active: Sealed, stored: Stored, fault: KeyFault
) -> None:
    with key_ring() as ring:
        certificate_file(active.settings).write_bytes(BAD[fault](ring))
    red = active.browser.client.get("/health")
    assert (red.status_code, fault in red.json["keys"]["mestieri"]) == (503, True)  # type: ignore[index]
    before = active.command("deliveries", "check")
    assert (before.exit_code, f"key of mestieri: {fault}" in before.output) == (1, True)
    assert active.ask() == RECEIPT
    [row] = stored.requests
    assert (row.seal, active.row().state) == (Seal.HPKE, OutboxState.HELD)
    assert (active.deliver(), active.mails()) == (0, [])
    check, keys = active.command("deliveries", "check"), active.command("keys", "check")
    assert (check.exit_code, keys.exit_code) == (1, 1)
    assert "held" in check.output
    assert fault in keys.output
    assert "key_unusable" in check.output
    refused = active.command("keys", "test", "mestieri")
    assert (refused.exit_code, active.mails()) == (1, [])
    assert not any(marker.encode() in active.written() for marker in MARKERS)


def test_a_file_that_is_gone_holds_too(active: Sealed) -> None:
    certificate_file(active.settings).unlink()
    active.ask()
    assert active.row().state is OutboxState.HELD


def test_what_waited_before_there_was_a_key_is_encrypted_for_it(active: Sealed, stored: Stored) -> None:
    app = make_app(replace(active.services, keys=without_partners(active.services)))
    replace(active, browser=Browser(app)).ask()
    assert [row.seal for row in stored.requests] == [Seal.HPKE]
    active.deliver()
    [mail] = active.mails()
    assert MARKERS[3] in active.partner.decrypt(mail).decode("utf-8")


def test_a_key_that_goes_bad_before_the_worker_comes_holds(active: Sealed) -> None:
    app = make_app(replace(active.services, keys=without_partners(active.services)))
    replace(active, browser=Browser(app)).ask()
    certificate_file(active.settings).write_bytes(b"buongiorno")
    active.deliver()
    row = active.row()
    assert (row.state, row.last_error, active.mails()) == (OutboxState.HELD, ErrorKind.KEY_UNUSABLE, [])


def test_a_repeated_try_sends_the_same_bytes(active: Sealed) -> None:
    app = make_app(replace(active.services, keys=without_partners(active.services)))
    replace(active, browser=Browser(app)).ask()
    active.behaviour.to_data = "451 later"
    active.deliver()
    with active.services.engine.connect() as connection:
        resealed = connection.scalar(sa.select(request.c.sealed))
    active.behaviour.to_data = "250 OK"
    services = active.services
    later = replace(active, services=replace(services, now=lambda: active.row().next_attempt_at))
    later.deliver()
    assert active.mails() == [resealed]


def test_partners_without_a_key_are_served_as_before(active: Sealed) -> None:
    page = active.browser.get("/moduli/it/contatto?progetto=activity&comune=019021")
    check = active.browser.press(page, "step=check", name="Prova", phone="333 123 4567", channels=["call"])
    active.browser.press(check, "step=send")
    active.deliver()
    [mail] = active.mails()
    assert b"multipart/encrypted" not in mail
    assert active.row().organization == "energheia"


def without_partners(services: Services) -> WebKeys:
    """The keys of a web process that encrypts for nobody: as when the catalogue named no key yet."""
    return replace(services.keys, acceptance=replace(services.keys.acceptance, partners=None))

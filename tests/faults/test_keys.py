"""A partner's key is bad: requests are taken and held, never in plain text, and sent once a key is good."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from forms_app.outbox.states import AlarmKind, ErrorKind, OutboxState, RequestState, Seal
from forms_app.privacy.openpgp import KeyFault
from tests.faults.post import Figures, Size
from tests.faults.scene import WORDS, Scene, scene
from tests.integration.forms.sealed import LONG_AGO, certificate_file, good_key
from tests.integration.gnupg import ADDRESS, GnuPG, key_ring
from tests.integration.mail.server import Behaviour, serving, smtp_at

PROMISE = (
    "Red before a citizen meets it; requests are taken, sealed for the worker, held, told; never plain text; "
    "all sent, encrypted, once a good key was tried"
)


@pytest.fixture
def partner() -> Iterator[GnuPG]:
    with key_ring() as ring:
        yield ring


@pytest.fixture
def behaviour() -> Behaviour:
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    return Behaviour()


@pytest.fixture
def place(tmp_path: Path, partner: GnuPG, behaviour: Behaviour) -> Iterator[Scene]:
    """A partner whose key is good, tried and in use."""
    with scene(tmp_path, good_key(partner)) as made, serving(behaviour) as port:
        made.use(smtp_at(port))
        tried = made.command("keys", "test", "mestieri")
        assert tried.exit_code == 0, tried.output
        behaviour.taken.clear()
        behaviour.senders_seen = 0
        yield made


def give(place: Scene, certificate: bytes) -> None:
    """Put a file in the place of the partner's certificate; the worker looks at it within a minute."""
    certificate_file(place.settings).write_bytes(certificate)
    place.wait_a_minute()


def red(place: Scene, fault: KeyFault) -> None:
    """The administrator sees it by every way, before anybody asked anything."""
    place.work()
    assert fault in place.health().keys["mestieri"]
    assert not place.health().well
    check, keys = place.command("deliveries", "check"), place.command("keys", "check")
    assert (check.exit_code, keys.exit_code) == (1, 1)
    assert f"key of mestieri: {fault}" in check.output
    assert fault in keys.output


def held(place: Scene, behaviour: Behaviour, count: int) -> None:
    """Citizens get their receipts; nothing is sent; nothing on the disk can be read."""
    for _ in range(count):
        place.ask("mestieri")
    place.wait_a_minute()
    place.work()
    assert {alarm["alarm"] for alarm in place.told} == {AlarmKind.KEY_UNUSABLE}
    assert [row.seal for row in place.requests()] == [Seal.HPKE] * count
    assert {row.state for row in place.requests()} == {RequestState.RECEIVED}
    kept = [(row.state, row.last_error) for row in place.rows()]
    assert kept == [(OutboxState.HELD, ErrorKind.KEY_UNUSABLE)] * count
    assert (behaviour.senders_seen, behaviour.taken) == (0, [])
    written = place.written()
    for marker in (*place.asked, WORDS, "991 2244"):
        assert marker.encode() not in written
    check = place.command("deliveries", "check")
    assert check.output.count(ErrorKind.KEY_UNUSABLE) == count


def released(place: Scene, behaviour: Behaviour) -> None:
    """A good key alone releases nothing; tried, it does, and only its owner reads what comes."""
    with key_ring() as new:
        give(place, good_key(new))
        place.work()
        assert {row.state for row in place.rows()} == {OutboxState.HELD}
        assert place.command("keys", "test", "mestieri").exit_code == 0
        behaviour.taken.clear()
        place.wait_a_minute()
        place.work()
        mails = [bytes(envelope.original_content or b"") for envelope in behaviour.taken]
        assert not any(marker.encode() in mail for mail in mails for marker in (*place.asked, WORDS))
        read = sorted(text for mail in mails for text in words_read(new, mail))
        assert read == [f"{marker} {WORDS}" for marker in place.asked]
    assert {row.state for row in place.rows()} == {OutboxState.SENT}
    assert not place.health().keys


def words_read(ring: GnuPG, mail: bytes) -> list[str]:
    """What the citizen wrote, as the partner reads it."""
    [_, armored] = message_from_bytes(mail, EmailMessage, policy=policy.default).iter_parts()
    opened = message_from_bytes(ring.decrypt(armored.get_content()), EmailMessage, policy=policy.default)
    body = opened.get_body(("plain",))
    lines = body.get_content().splitlines() if body else []
    return [line.strip() for line in lines if line.strip().endswith(WORDS)]


def whole_way(place: Scene, behaviour: Behaviour, fault: KeyFault, bad: bytes, count: int) -> str:
    """From the bad key to the good one."""
    give(place, bad)
    red(place, fault)
    held(place, behaviour, count)
    refused = place.command("keys", "test", "mestieri")
    assert (refused.exit_code, behaviour.taken) == (1, [])
    released(place, behaviour)
    return f"{count} requests held, 0 in plain text, {count} read by the partner alone after the good key"


BAD: dict[KeyFault, Callable[[GnuPG], bytes]] = {
    KeyFault.EXPIRED: lambda ring: ring.certificate(ring.ed25519(ADDRESS, "1y", "20200101T000000")),
    KeyFault.SECRET: lambda ring: ring.secret_key(ring.ed25519(ADDRESS, "0", LONG_AGO)),
    KeyFault.NO_ENCRYPTION: lambda ring: ring.certificate(ring.sign_only()),
    KeyFault.WEAK: lambda ring: ring.certificate(ring.rsa1024()),
    KeyFault.WRONG_ADDRESS: lambda ring: ring.certificate(ring.ed25519("altri@example.org", "0", LONG_AGO)),
}
WORDS_FOR = {
    KeyFault.EXPIRED: "A partner's key has expired",
    KeyFault.SECRET: "A partner uploaded the secret key instead of the public one",
    KeyFault.NO_ENCRYPTION: "A partner's key cannot encrypt (no such subkey)",
    KeyFault.WEAK: "A partner's key is weak (RSA of 1,024 bits)",
    KeyFault.WRONG_ADDRESS: "A partner's key was made for another address",
}


@pytest.mark.parametrize(
    "fault",
    [pytest.param(fault, marks=pytest.mark.fault(words, PROMISE)) for fault, words in WORDS_FOR.items()],
)
def test_bad_key(place: Scene, behaviour: Behaviour, size: Size, figures: Figures, fault: KeyFault) -> None:
    with key_ring() as ring:
        figures(whole_way(place, behaviour, fault, BAD[fault](ring), size(2, 25)))


@pytest.mark.fault("A partner's key was revoked", PROMISE)
def test_revoked(place: Scene, behaviour: Behaviour, partner: GnuPG, size: Size, figures: Figures) -> None:
    partner.revoke(partner.fingerprint(ADDRESS))
    bad = partner.certificate(partner.fingerprint(ADDRESS))
    figures(whole_way(place, behaviour, KeyFault.REVOKED, bad, size(2, 25)))


@pytest.mark.fault("The encryption subkey alone of a partner's key was revoked", PROMISE)
def test_revoked_subkey(
    place: Scene, behaviour: Behaviour, partner: GnuPG, size: Size, figures: Figures
) -> None:
    partner.revoke_subkey(partner.fingerprint(ADDRESS))
    bad = partner.certificate(partner.fingerprint(ADDRESS))
    figures(whole_way(place, behaviour, KeyFault.NO_ENCRYPTION, bad, size(2, 25)))


@pytest.mark.fault(
    "A partner's key expires within 30 days",
    "Still used, so nobody waits; told by every way until it is replaced",
)
def test_expiring(place: Scene, behaviour: Behaviour, size: Size, figures: Figures) -> None:
    count = size(2, 25)
    with key_ring() as ring:
        give(place, ring.certificate(ring.ed25519(ADDRESS, "10d")))
        assert place.command("keys", "test", "mestieri").exit_code == 0
        behaviour.taken.clear()
        red(place, KeyFault.EXPIRING)
        for _ in range(count):
            place.ask("mestieri")
        assert [row.seal for row in place.requests()] == [Seal.OPENPGP] * count
        place.work()
        mails = [bytes(envelope.original_content or b"") for envelope in behaviour.taken]
        read = sorted(text for mail in mails for text in words_read(ring, mail))
        assert read == [f"{marker} {WORDS}" for marker in place.asked]
    figures(f"{count} requests encrypted and delivered at once; told 10 days before the end")

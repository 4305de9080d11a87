"""Watching and listing the partners' keys."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms_app.health import measure, stuck
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.key_watch import CHECK_EVERY, HELD_EVERY, KeyWatch
from forms_app.outbox.states import ErrorKind, OutboxState, Seal
from forms_app.outbox.store import LEASE, claim, mark_held, reseal
from forms_app.privacy.openpgp import KeyFault
from forms_app.requests.context import Addressee
from forms_app.requests.partner_key import activate, partner_key
from forms_app.settings import Settings, load_settings
from tests.integration.forms.sealed import LONG_AGO, name_certificate
from tests.integration.forms.site import write_site
from tests.integration.gnupg import ADDRESS, GnuPG, key_ring
from tests.integration.operations.test_commands import called
from tests.integration.storage import Installation, Recorder, deliver_next
from tests.unit.forms_app.samples import ADDRESSEE, NOW


@pytest.fixture
def partner() -> Iterator[GnuPG]:
    with key_ring() as ring:
        yield ring


@pytest.fixture
def addressee(partner: GnuPG, tmp_path: Path) -> Addressee:
    """An organization whose key was made before the clock of these tests, and never expires."""
    file = tmp_path / "chiave.asc"
    file.write_bytes(partner.certificate(partner.ed25519(ADDRESSEE.email, "0", LONG_AGO)))
    return replace(ADDRESSEE, certificate=file)


@pytest.fixture
def settings(installation: Installation, partner: GnuPG, tmp_path: Path) -> Settings:
    """Settings of a site whose organization names a certificate."""
    environ = {
        "SPORTELLO_ENVIRONMENT": "development",
        "SPORTELLO_VAR": str(installation.settings.var_dir),
        "SPORTELLO_MKDOCS": str(write_site(tmp_path)),
    }
    settings = load_settings(environ)
    name_certificate(settings, partner.certificate(partner.ed25519(ADDRESS, "0", LONG_AGO)))
    return settings


def hold(installation: Installation) -> None:
    installation.accept()
    row = claim(installation.engine, NOW)
    assert row is not None
    assert mark_held(installation.engine, row)


def test_keys_are_listed_and_taken_into_use(settings: Settings, partner: GnuPG) -> None:
    before = called(settings, "keys", "check")
    assert before.exit_code == 1
    assert "not_activated" in before.output
    assert called(settings, "keys", "test", "mestieri").exit_code == 0
    after = called(settings, "keys", "check")
    assert after.exit_code == 0
    assert "mestieri" in after.output
    assert partner.fingerprint(ADDRESS) in after.output


@pytest.mark.parametrize("organization", ["energheia", "sconosciuto"])
def test_only_keys_that_are_named_can_be_tested(settings: Settings, organization: str) -> None:
    result = called(settings, "keys", "test", organization)
    assert result.exit_code == 1
    assert organization in result.output
    assert "Traceback" not in result.output


def test_without_keys_all_is_well(installation: Installation, tmp_path: Path) -> None:
    settings = replace(installation.settings, mkdocs_yml=write_site(tmp_path))
    result = called(settings, "keys", "check")
    assert (result.exit_code, result.output) == (0, "no organization has a key\n")


def test_a_bad_key_makes_the_service_unwell_before_anybody_asks(
    installation: Installation, addressee: Addressee
) -> None:
    Heartbeat(installation.engine, "prova").idle(NOW)
    health = measure(installation.engine, NOW, [addressee])
    assert (health.well, health.keys) == (False, {"mestieri-lombardia": (KeyFault.NOT_ACTIVATED,)})
    key = partner_key(installation.engine, addressee, NOW)
    assert key is not None
    assert key.certificate is not None
    activate(installation.engine, addressee.organization, key.certificate.fingerprint, NOW)
    assert measure(installation.engine, NOW, [addressee]).well


def test_held_requests_are_stuck_at_once(installation: Installation) -> None:
    Heartbeat(installation.engine, "prova").idle(NOW)
    hold(installation)
    assert not measure(installation.engine, NOW).well
    [found] = stuck(installation.engine, NOW)
    assert (found.state, found.last_error) == (OutboxState.HELD, ErrorKind.KEY_UNUSABLE)


def test_a_connection_without_verified_tls_alarms_at_once_and_keeps_the_request(
    installation: Installation,
) -> None:
    Heartbeat(installation.engine, "prova").idle(NOW)
    installation.accept()
    deliver_next(installation.deliverer(Recorder(refuse_with=ErrorKind.TLS_REFUSED)))
    health = measure(installation.engine, NOW)
    assert (health.well, health.refused_tls) == (False, 1)
    [found] = stuck(installation.engine, NOW)
    assert (found.state, found.last_error) == (OutboxState.WAITING, ErrorKind.TLS_REFUSED)


def test_bad_keys_are_told_at_start_and_every_day(
    installation: Installation, addressee: Addressee, caplog: pytest.LogCaptureFixture
) -> None:
    watch = KeyWatch(installation.engine, (addressee,))
    told = []
    for moment in (NOW, NOW + CHECK_EVERY / 2, NOW + CHECK_EVERY, NOW + CHECK_EVERY / 2):
        caplog.clear()
        with caplog.at_level(logging.INFO):
            watch.look(moment)
        told.append("mestieri-lombardia" in caplog.text and "not_activated" in caplog.text)
    assert told == [True, False, True, True]


def test_what_is_held_is_looked_after_every_minute(installation: Installation, addressee: Addressee) -> None:
    hold(installation)
    watch = KeyWatch(installation.engine, (addressee,))
    watch.look(NOW)
    key = partner_key(installation.engine, addressee, NOW)
    assert key is not None
    assert key.certificate is not None
    activate(installation.engine, addressee.organization, key.certificate.fingerprint, NOW)
    watch.look(NOW + HELD_EVERY - dt.timedelta(seconds=1))
    assert installation.outbox_row().state is OutboxState.HELD
    watch.look(NOW + HELD_EVERY)
    assert installation.outbox_row().state is OutboxState.WAITING


def test_who_lost_the_lease_seals_nothing_anew(installation: Installation) -> None:
    installation.accept()
    first = claim(installation.engine, NOW)
    second = claim(installation.engine, NOW + LEASE)
    assert first is not None
    assert second is not None
    assert not reseal(installation.engine, first, b"first")
    assert reseal(installation.engine, second, b"second")
    assert (installation.request_row().seal, installation.request_row().sealed) == (Seal.OPENPGP, b"second")


def test_what_was_held_never_goes_without_a_key(installation: Installation) -> None:
    hold(installation)
    KeyWatch(installation.engine, ()).look(NOW)
    assert installation.outbox_row().state is OutboxState.HELD

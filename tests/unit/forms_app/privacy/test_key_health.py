"""The judgement on a certificate, whatever it says."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from forms_app.privacy.openpgp import NOTICE, Certificate, EncryptionKey, KeyFault, KeyHealth, key_health

ADDRESS = "prova@example.org"
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
MOMENT = dt.timedelta(seconds=1)

ends = st.none() | st.timedeltas(dt.timedelta(days=-90), dt.timedelta(days=90)).map(lambda by: NOW + by)
keys = st.builds(EncryptionKey, st.text(), ends, st.booleans())
certificates = st.builds(
    Certificate,
    fingerprint=st.just("ab" * 20),
    addresses=st.sampled_from([frozenset(), frozenset({ADDRESS}), frozenset({"altri@example.org"})]),
    revoked=st.booleans(),
    expires_at=ends,
    weak=st.booleans(),
    keys=st.lists(keys, max_size=3).map(tuple),
    content=st.just(b""),
)


def certificate(expires_at: dt.datetime | None, *keys: EncryptionKey) -> Certificate:
    return Certificate("ab" * 20, frozenset({ADDRESS}), False, expires_at, False, keys, b"")  # noqa: FBT003


def health(expires_at: dt.datetime | None, *keys: EncryptionKey) -> KeyHealth:
    return key_health(certificate(expires_at, *keys), ADDRESS, NOW)


@given(certificates)
def test_what_is_used_has_nothing_wrong_today(drawn: Certificate) -> None:
    judged = key_health(drawn, ADDRESS, NOW)
    if judged.usable:
        assert not drawn.revoked
        assert not drawn.weak
        assert drawn.expires_at is None or drawn.expires_at > NOW
        assert drawn.usable(NOW)
        assert ADDRESS in drawn.addresses


@given(certificates)
def test_what_is_not_used_says_why(drawn: Certificate) -> None:
    judged = key_health(drawn, ADDRESS, NOW)
    assert judged.usable or set(judged.faults) - {KeyFault.EXPIRING}
    assert len(set(judged.faults)) == len(judged.faults)


@given(certificates, st.timedeltas(dt.timedelta(), dt.timedelta(days=200)))
def test_time_mends_nothing(drawn: Certificate, later: dt.timedelta) -> None:
    assert key_health(drawn, ADDRESS, NOW).usable or not key_health(drawn, ADDRESS, NOW + later).usable


def test_a_key_ends_at_the_moment_it_says() -> None:
    key = EncryptionKey("a", None, weak=False)
    assert health(NOW, key).faults == (KeyFault.EXPIRED,)
    assert health(NOW + MOMENT, key).faults == (KeyFault.EXPIRING,)
    assert health(NOW + NOTICE, key).faults == (KeyFault.EXPIRING,)
    assert health(NOW + NOTICE + MOMENT, key).faults == ()


def test_the_last_encryption_key_counts() -> None:
    ended, weak = EncryptionKey("a", NOW - MOMENT, weak=False), EncryptionKey("b", None, weak=True)
    good = EncryptionKey("c", NOW + NOTICE * 2, weak=False)
    assert health(None, ended).faults == (KeyFault.EXPIRED,)
    assert health(None, weak).faults == (KeyFault.WEAK,)
    assert health(None, ended, good, weak).faults == ()
    assert certificate(None, ended, good, weak).usable(NOW) == (good,)
    assert not health(None, ended, weak).usable

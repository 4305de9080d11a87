"""The partners' keys as they are now: the certificate that the catalogue names, judged; whether it was activated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa

from forms_app.database import active_key, reading, writing
from forms_app.privacy.openpgp import (
    Certificate,
    CertificateRefusedError,
    KeyFault,
    KeyHealth,
    key_health,
    read_certificate,
)
from forms_app.requests.context import Addressee


@dataclass(frozen=True)
class PartnerKey:
    """The key of one organization."""

    addressee: Addressee
    faults: tuple[KeyFault, ...]
    expires_at: dt.datetime | None = None
    certificate: Certificate | None = field(default=None, repr=False)
    """None when the file holds none."""

    @property
    def usable(self) -> bool:
        """Whether requests may be encrypted for it; otherwise they are held."""
        return self.certificate is not None and KeyHealth(self.faults, self.expires_at).usable

    @property
    def may_be_tested(self) -> bool:
        """Whether nothing but a test mail is missing."""
        faults = tuple(fault for fault in self.faults if fault is not KeyFault.NOT_ACTIVATED)
        return self.certificate is not None and KeyHealth(faults, self.expires_at).usable


def partner_key(engine: sa.Engine, addressee: Addressee, now: dt.datetime) -> PartnerKey | None:
    """Look at the key of an organization; None when it names none. Raises StorageUnavailableError."""
    return next(iter(partner_keys(engine, [addressee], now)), None)


def partner_keys(
    engine: sa.Engine, addressees: Iterable[Addressee], now: dt.datetime
) -> tuple[PartnerKey, ...]:
    """Look at the keys of the organizations that name one. Raises StorageUnavailableError."""
    keyed = [(addressee, addressee.certificate) for addressee in addressees]
    if not any(path for _, path in keyed):
        return ()
    active = _active_fingerprints(engine)
    return tuple(_judged(addressee, path, active, now) for addressee, path in keyed if path)


def activate(engine: sa.Engine, organization: str, fingerprint: str, now: dt.datetime) -> None:
    """Remember that the organization's mail server took a mail for this key. Raises StorageUnavailableError."""
    with writing(engine) as connection:
        connection.execute(active_key.delete().where(active_key.c.organization == organization))
        values = {"organization": organization, "fingerprint": fingerprint, "activated_at": now}
        connection.execute(active_key.insert().values(values))


def _active_fingerprints(engine: sa.Engine) -> dict[str, str]:
    query = sa.select(active_key.c.organization, active_key.c.fingerprint)
    with reading(engine) as connection:
        return {row.organization: row.fingerprint for row in connection.execute(query)}


def _judged(addressee: Addressee, path: Path, active: Mapping[str, str], now: dt.datetime) -> PartnerKey:
    try:
        stat = path.stat()
        certificate = _read(path, stat.st_mtime_ns, stat.st_size, stat.st_ino)
    except CertificateRefusedError as error:
        return PartnerKey(addressee, (error.fault,))
    except OSError:
        return PartnerKey(addressee, (KeyFault.MISSING,))
    health = key_health(certificate, addressee.email, now)
    activated = active.get(addressee.organization) == certificate.fingerprint
    faults = health.faults if activated else (*health.faults, KeyFault.NOT_ACTIVATED)
    return PartnerKey(addressee, faults, health.expires_at, certificate)


@lru_cache(maxsize=256)
def _read(path: Path, _modified: int, _size: int, _inode: int) -> Certificate:
    # A changed file is another file: nobody has to restart anything when a partner's key is replaced.
    return read_certificate(path.read_bytes())

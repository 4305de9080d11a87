"""Watching the partners' keys beside delivering: what is held goes once its key is good; bad keys are told daily."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.outbox.store import held_for, release_held, tell_held
from forms_app.requests.context import Addressee
from forms_app.requests.partner_key import PartnerKey, partner_keys

HELD_EVERY = dt.timedelta(minutes=1)
"""How often it is looked whether something held may go."""
CHECK_EVERY = dt.timedelta(days=1)

_log = logging.getLogger(__name__)


@dataclass
class KeyWatch:
    """The watch of one worker."""

    engine: sa.Engine
    addressees: tuple[Addressee, ...]
    """The organizations that name a certificate."""
    released_at: dt.datetime | None = None
    checked_at: dt.datetime | None = None

    def look(self, now: dt.datetime) -> None:
        """Do what is due. Raises StorageUnavailableError."""
        if _due(self.checked_at, now, CHECK_EVERY):
            tell(partner_keys(self.engine, self.addressees, now))
            self.checked_at = now
        if _due(self.released_at, now, HELD_EVERY):
            self._release(now)
            self.released_at = now

    def _release(self, now: dt.datetime) -> None:
        held = held_for(self.engine)
        keys = partner_keys(self.engine, (a for a in self.addressees if a.organization in held), now)
        good = [key.addressee.organization for key in keys if key.usable]
        bad = [key.addressee.organization for key in keys if not key.usable]
        if bad:
            tell_held(self.engine, bad, now)
        if good:
            _log.info("%d held requests go to %s", release_held(self.engine, good, now), ", ".join(good))


def tell(keys: Iterable[PartnerKey]) -> None:
    """Write into the log which keys need a person."""
    for key in keys:
        if key.faults:
            what = "is still used" if key.usable else "is not used, its requests are held"
            _log.error("the key of %s %s: %s", key.addressee.organization, what, ", ".join(key.faults))


def _due(last: dt.datetime | None, now: dt.datetime, every: dt.timedelta) -> bool:
    # A clock that was set back counts as due.
    return last is None or not dt.timedelta() <= now - last < every

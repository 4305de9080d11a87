"""Keeping ratings, each once, and forgetting them when their time has come."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy.exc import IntegrityError

from forms_app.clarity.rating import Rating
from forms_app.database import clarity, truncate_log, writing
from forms_app.privacy.sealing import seal

WORDS_KEPT = dt.timedelta(days=90)
"""How long a reader's own words are kept: somebody may have written about a person all the same."""
RATING_KEPT = dt.timedelta(days=730)
"""How long a rating is kept: what an older one says is no longer true of the page."""
EVERY, AGAIN = dt.timedelta(days=1), dt.timedelta(hours=1)
_ROME = ZoneInfo("Europe/Rome")

_log = logging.getLogger(__name__)


def keep(engine: sa.Engine, key: X25519PublicKey, rating: Rating) -> bool:
    """Store a rating, its words sealed with `key`; True when it is new, False when it replaces what it said before.

    Raises StorageUnavailableError.
    """
    row = {
        "id": rating.id,
        "day": rating.day,
        "page": rating.page,
        "language": rating.language,
        "stars": rating.stars,
        "reason": rating.reason,
        "details": _sealed(rating, key),
        "suspect": rating.suspect,
    }
    try:
        with writing(engine) as connection:
            before = connection.execute(clarity.delete().where(clarity.c.id == rating.id)).rowcount
            connection.execute(clarity.insert().values(row))
    except IntegrityError:
        return False  # sent twice at the same moment: the other one is stored
    return not before


def row_identity(rating_id: uuid.UUID) -> bytes:
    """What a reader's words are bound to when they are sealed."""
    return b"clarity\0" + rating_id.bytes


def forget(engine: sa.Engine, today: dt.date) -> tuple[int, bool]:
    """Delete old words and old ratings; return how many words, and whether nothing is left of them on the disk.

    Raises StorageUnavailableError.
    """
    old = sa.and_(clarity.c.day <= today - WORDS_KEPT, clarity.c.details.is_not(None))
    with writing(engine) as connection:
        words = connection.execute(clarity.update().where(old).values(details=None)).rowcount
        connection.execute(clarity.delete().where(clarity.c.day <= today - RATING_KEPT))
    return words, truncate_log(engine)


@dataclass
class DailyForgetting:
    """The worker's daily job: called at every round, it runs once a day; in an hour again if it was not complete."""

    engine: sa.Engine
    clock: Callable[[], dt.datetime]
    _next_at: dt.datetime | None = field(default=None, init=False)

    def __call__(self) -> None:
        """Run when a day has passed."""
        now = self.clock()
        # A next run that is further away than a day was set by a clock that was wrong.
        if self._next_at is not None and self._next_at - EVERY <= now < self._next_at:
            return
        self._next_at = now + AGAIN
        words, complete = forget(self.engine, now.astimezone(_ROME).date())
        if complete:
            self._next_at = now + EVERY
        if words:
            _log.info("the words of %d ratings deleted", words)


def _sealed(rating: Rating, key: X25519PublicKey) -> bytes | None:
    if not rating.details:
        return None
    return seal(rating.details.reveal().encode(), key, row_identity(rating.id))

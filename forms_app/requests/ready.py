"""The seam between acceptance and the mails: what is made ready for a partner while the plain text is still there."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Protocol

import sqlalchemy as sa

from forms_app.requests.submission import Submission


@dataclass(frozen=True)
class Identity:
    """By what a request and its mail are known; it stays the same over retries."""

    request_id: uuid.UUID
    row: uuid.UUID
    """The row of the outbox whose mail it is: the partner's links name it."""
    message_id: str
    received_at: dt.datetime
    ordered_at: dt.datetime
    """When this mail was ordered: the links' time runs from then."""
    passed_on: bool = False
    """Another organization had the request before."""


@dataclass(frozen=True)
class Ready:
    """What can be done for a partner at this moment."""

    mail: bytes | None = field(default=None, repr=False)
    """The finished mail, encrypted for the partner; None when the answers have to be sealed for the worker."""
    held: bool = False
    """True when the partner has a key that cannot be used: the request is kept, and goes to nobody yet."""


class Preparing(Protocol):
    """Who makes mails ready."""

    def ready(self, engine: sa.Engine, submission: Submission, identity: Identity, now: dt.datetime) -> Ready:
        """Encrypt for the partner if it has a key. Raises StorageUnavailableError."""

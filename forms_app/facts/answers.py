"""What an owner answers: "still right" goes into the file that the site is built from, changes go to the editors."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from forms_app.database import fact_question, writing
from forms_app.errors import StorageUnavailableError
from forms_app.facts.owners import Owner
from forms_app.outbox.states import NoticeKind
from forms_app.privacy.private import Private
from forms_app.requests.notices import Stamp, order_about_facts
from sportello.catalogue.confirmations import Confirmation, read_confirmations, write_line

CHANGES_AT_MOST = 5
"""That an owner can write after one mail: a link in wrong hands does not flood the editors."""

_MODE = 0o664
"""What is confirmed stands on the site anyway; whoever builds it reads the file."""


@dataclass(frozen=True)
class AnswerBook:
    """Where answers go."""

    engine: sa.Engine
    file: Path
    editors: X25519PublicKey
    """For whom changes are sealed: the worker, who mails them."""
    domain: str
    """After the @ of Message-IDs."""

    def still_right(self, owner: Owner, now: dt.datetime, today: dt.date) -> None:
        """Record that all facts of an owner are right, once a day. Raises StorageUnavailableError."""
        said = read_confirmations(self.file, self.file.name)[0]
        known = {fact for fact, one in said.items() if one.date == today}
        lines = [
            write_line(Confirmation(fact, today, owner.organization))
            for fact in owner.facts
            if fact not in known
        ]
        if lines:
            self._append(lines)
        with writing(self.engine) as connection:
            connection.execute(_of(owner).values(times=0, answered_at=now))

    def changed(self, owner: Owner, text: Private, now: dt.datetime) -> bool:
        """Order the mail to the editors; False when enough was written already. Raises StorageUnavailableError."""
        counted = _of(owner).where(fact_question.c.changes < CHANGES_AT_MOST)
        values = {"changes": fact_question.c.changes + 1, "times": 0, "answered_at": now}
        with writing(self.engine) as connection:
            if connection.execute(counted.values(values)).rowcount != 1 and not _begin(
                connection, owner, now
            ):
                return False
            order_about_facts(
                connection,
                NoticeKind.FACTS_CHANGE,
                owner.organization,
                Stamp(self.domain, now),
                (text, self.editors),
            )
        return True

    def _append(self, lines: list[str]) -> None:
        # A line begins where one that was cut off, for want of room, cannot spoil it.
        content = "".join(f"\n{line}" for line in lines).encode()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _MODE)
            try:
                # One write: what two processes append at once is not mixed.
                written = os.write(descriptor, content)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise StorageUnavailableError from error
        if written != len(content):
            raise StorageUnavailableError


def _begin(connection: sa.Connection, owner: Owner, now: dt.datetime) -> bool:
    """Count the first change of an owner whose question is not remembered, as after a backup was restored."""
    known = sa.select(fact_question.c.organization).where(fact_question.c.organization == owner.organization)
    if connection.execute(known).first() is not None:
        return False
    first = {"asked_at": now, "times": 0, "answered_at": now, "changes": 1}
    connection.execute(fact_question.insert().values(organization=owner.organization, **first))
    return True


def _of(owner: Owner) -> sa.Update:
    return fact_question.update().where(fact_question.c.organization == owner.organization)

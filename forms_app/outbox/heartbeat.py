"""The worker's signs of life. Each says when the next is due at the latest, so a dead worker cannot look alive."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from forms_app.database import worker, writing

IDLE = dt.timedelta(seconds=30)
"""What an idle worker promises; it keeps it by beating three times as often."""
_FORGOTTEN = dt.timedelta(days=1)


@dataclass
class Heartbeat:
    """The signs of life of one worker."""

    engine: sa.Engine
    name: str
    next_due_at: dt.datetime | None = None

    def idle(self, now: dt.datetime) -> None:
        """Say "alive, and back within `IDLE`", when the last sign is getting old. Raises StorageUnavailableError."""
        if self.next_due_at is None or not IDLE * 2 / 3 < self.next_due_at - now <= IDLE:
            self._beat(now, now + IDLE)

    def busy(self, now: dt.datetime, longest: dt.timedelta) -> None:
        """Say "alive, and perhaps silent for `longest`", unless said lately. Raises StorageUnavailableError."""
        if self.next_due_at is None or not longest / 2 <= self.next_due_at - now <= longest:
            self._beat(now, now + longest)

    def stop(self) -> None:
        """Say "stopped on purpose". Raises StorageUnavailableError."""
        with writing(self.engine) as connection:
            connection.execute(worker.delete().where(worker.c.name == self.name))
        self.next_due_at = None

    def _beat(self, now: dt.datetime, next_due_at: dt.datetime) -> None:
        with writing(self.engine) as connection:
            mine_or_forgotten = sa.or_(worker.c.name == self.name, worker.c.seen_at < now - _FORGOTTEN)
            connection.execute(worker.delete().where(mine_or_forgotten))
            connection.execute(worker.insert().values(name=self.name, seen_at=now, next_due_at=next_due_at))
        self.next_due_at = next_due_at

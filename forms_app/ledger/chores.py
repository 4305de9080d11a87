"""What a worker does beside delivering: alarms within the minute, the sweep every hour, tests every week."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from forms_app.errors import StorageUnavailableError
from forms_app.ledger.alarms import Teller, tell_alarms
from forms_app.ledger.mailboxes import MailboxTester
from forms_app.ledger.sweep import Sweeper

_log = logging.getLogger(__name__)

SWEEP_EVERY = dt.timedelta(hours=1)
TELL_EVERY = dt.timedelta(seconds=20)


@dataclass
class Chores:
    """The chores of one worker, and when each was done."""

    sweeper: Sweeper
    tester: MailboxTester
    tell: Teller | None = None
    """None: alarms are only seen on the health page and by `flask deliveries check`."""
    weekly_test: bool = False
    _swept_at: dt.datetime | None = field(default=None, init=False)
    _told_at: dt.datetime | None = field(default=None, init=False)

    def do(self, now: dt.datetime) -> None:
        """Do what is due. Raises StorageUnavailableError: then it stays due."""
        if _is_over(self._told_at, TELL_EVERY, now):
            self._safely(self._tell_alarms, now)
            self._told_at = now
        if _is_over(self._swept_at, SWEEP_EVERY, now):
            self._safely(self.sweeper.sweep, now)
            if self.weekly_test:
                self._safely(self._test_one_mailbox, now)
            self._swept_at = now

    def _safely(self, chore: Callable[[dt.datetime], object], now: dt.datetime) -> None:
        try:
            chore(now)
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  a fault here must not stop the deliveries
            _log.error("%s while doing %s", type(error).__name__, chore.__name__)

    def _tell_alarms(self, now: dt.datetime) -> None:
        if self.tell is not None:
            tell_alarms(self.sweeper.engine, self.tell, now)

    def _test_one_mailbox(self, now: dt.datetime) -> None:
        # One a sweep, so that no worker is busy with tests for long.
        for organization in self.tester.due(now)[:1]:
            self.tester.test(organization, now)


def _is_over(last: dt.datetime | None, pause: dt.timedelta, now: dt.datetime) -> bool:
    # A clock that was set back must not stop the chores for as long.
    return last is None or not last <= now < last + pause

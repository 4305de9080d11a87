"""When someone is told that a request has not moved: the decision is a value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

REMIND_AFTER = (dt.timedelta(days=3), dt.timedelta(days=7))
"""After the mail was handed over, while nobody took the request in charge."""
ESCALATE_AFTER = dt.timedelta(days=10)
"""After the organization was to get the request, handed over or not."""


@dataclass(frozen=True)
class Waiting:
    """A request that nobody has taken in charge."""

    since: dt.datetime
    """When its mail to this organization was ordered."""
    handed_over_at: dt.datetime | None
    reminders: int
    """How many of the reminders are done with."""
    escalated: bool


@dataclass(frozen=True)
class Due:
    """What is to be done now."""

    reminders: int
    """How many reminders are done with afterwards: one mail is sent for all that are newly due."""
    remind: bool
    escalate: bool


def due(waiting: Waiting, now: dt.datetime) -> Due:
    """Decide for one request; what was missed while no worker ran is caught up with, but not in a heap."""
    handed_over = waiting.handed_over_at
    passed = 0 if handed_over is None else sum(handed_over + after <= now for after in REMIND_AFTER)
    reminders = max(waiting.reminders, passed)
    escalate = not waiting.escalated and waiting.since + ESCALATE_AFTER <= now
    return Due(reminders, remind=reminders > waiting.reminders, escalate=escalate)

"""When an owner is asked: the decision is a value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

ASK_BEFORE = dt.timedelta(days=30)
"""How long before a fact is shown as not confirmed its owner is asked."""
AGAIN_AFTER = dt.timedelta(days=21)
"""Between two mails about the same facts, and after any word of the owner."""
AT_MOST = 3
"""Mails without a word of the owner: after them a person has to ring."""


@dataclass(frozen=True)
class Asked:
    """What is remembered of an owner that was asked."""

    asked_at: dt.datetime
    times: int
    """How often, since its last word."""
    answered_at: dt.datetime | None


def must_confirm(confirmed: dt.date | None, today: dt.date, stale_after: dt.timedelta) -> bool:
    """Whether facts that were confirmed then, or never, are to be confirmed anew."""
    return confirmed is None or today - confirmed > stale_after - ASK_BEFORE


def may_ask(asked: Asked | None, now: dt.datetime) -> bool:
    """Whether a mail to the owner bothers nobody."""
    if asked is None:
        return True
    last = max(asked.asked_at, asked.answered_at or asked.asked_at)
    # A date in the future was written by a wrong clock: it must not stop the mails for as long.
    rested = not last <= now < last + AGAIN_AFTER
    return rested and not is_silent(asked)


def is_silent(asked: Asked | None) -> bool:
    """Whether an owner was asked often enough."""
    return asked is not None and asked.times >= AT_MOST

"""What a link can still do: the decision is a value."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from forms_app.ledger.acts import Case
from forms_app.ledger.links import Link, Purpose


class Standing(StrEnum):
    """What the page behind a link shows."""

    OPEN = "open"
    """The act, with its button."""
    DONE = "done"
    """It was done before; pressing again would change nothing."""
    PASSED_ON = "passed_on"
    """Another organization has the request now."""
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    """The citizen took the request back."""
    SEALED = "sealed"
    """It can be read by this partner only: it cannot be passed on."""
    OVER = "over"
    """The link's time is over, or the request has been destroyed."""


def standing(case: Case | None, link: Link, now: dt.datetime) -> Standing:
    """Decide what a link can do now."""
    if case is None or link.until <= now:
        return Standing.OVER
    if case.passed_on_at is not None:
        return Standing.PASSED_ON
    if case.withdrawn:
        return Standing.WITHDRAWN
    if case.closed_at is not None:
        return Standing.CLOSED
    if link.purpose is Purpose.PASS_ON and not case.ours:
        return Standing.SEALED
    return Standing.DONE if _is_done(case, link) else Standing.OPEN


def _is_done(case: Case, link: Link) -> bool:
    if link.purpose is Purpose.TAKE:
        return case.acknowledged_at is not None
    if link.purpose is Purpose.CONFIRM and link.half_day is not None:
        return (case.appointment_date, case.appointment_time) == (
            link.half_day.date,
            link.half_day.half.value,
        )
    return False

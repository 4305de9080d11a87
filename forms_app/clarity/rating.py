"""What a reader says about a page: one to five, why, and a few words."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum

from forms_app.privacy.private import Private

STARS = range(1, 6)
"""The scale of the Modello Comuni (Designers Italia)."""
LIKED_FROM = 4
"""From here on it asks what was liked, below it where it was hard."""


class Reason(StrEnum):
    """The answers of the Modello Comuni to its second question."""

    CLEAR = "clear"
    COMPLETE = "complete"
    ON_TRACK = "on_track"
    NO_FAULTS = "no_faults"
    LIKED_OTHER = "liked_other"
    UNCLEAR = "unclear"
    INCOMPLETE = "incomplete"
    LOST = "lost"
    FAULTS = "faults"
    HARD_OTHER = "hard_other"


LIKED = (Reason.CLEAR, Reason.COMPLETE, Reason.ON_TRACK, Reason.NO_FAULTS, Reason.LIKED_OTHER)
HARD = (Reason.UNCLEAR, Reason.INCOMPLETE, Reason.LOST, Reason.FAULTS, Reason.HARD_OTHER)


def reasons_for(stars: int) -> tuple[Reason, ...]:
    """The answers that are offered with a rating, in the order of the Modello Comuni."""
    return LIKED if stars >= LIKED_FROM else HARD


@dataclass(frozen=True)
class Rating:
    """One rating.

    Attributes:
        id: the form's, so that what is sent twice counts once; made at random, it leads to nobody.
        page: the file of the page (`servizi/microcredito.md`).
        language: in which it was read.
        day: when, and no finer.
        details: a few words in the reader's own, or nothing.
        suspect: whether a robot may have sent it.
    """

    id: uuid.UUID
    page: str
    language: str
    stars: int
    day: dt.date
    reason: Reason | None
    details: Private
    suspect: bool

"""The links that a mail offers to the partner."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from forms_app.ledger.links import LIFE, Link, Purpose, sign
from forms_app.requests.submission import FormKind, HalfDay


@dataclass(frozen=True)
class Offers:
    """The addresses of what the partner can do with one request."""

    take: str
    confirm: tuple[tuple[HalfDay, str], ...]
    """One for each half-day that the citizen asked for, in her order."""
    propose: str | None
    """None where nobody asked for an appointment."""
    pass_on: str | None
    """None where the catalogue knows nobody else."""
    close: str


@dataclass(frozen=True)
class Linker:
    """Makes the links. The same mail, sent again, holds the same ones."""

    base: str
    """The address of the site, without a slash at its end."""
    key: bytes = field(repr=False)

    def offers(
        self,
        row: uuid.UUID,
        ordered_at: dt.datetime,
        form: FormKind,
        half_days: tuple[HalfDay, ...],
        *,
        others: bool,
    ) -> Offers:
        """Make the links of the mail that a row of the outbox stands for; `others`: it can be passed on."""
        until = ordered_at + LIFE
        appointment = form is FormKind.APPOINTMENT

        def link(purpose: Purpose, half_day: HalfDay | None = None) -> str:
            return f"{self.base}/partner/{sign(self.key, Link(purpose, row, until, half_day))}"

        return Offers(
            take=link(Purpose.TAKE),
            confirm=tuple((day, link(Purpose.CONFIRM, day)) for day in half_days) if appointment else (),
            propose=link(Purpose.PROPOSE) if appointment else None,
            pass_on=link(Purpose.PASS_ON) if others else None,
            close=link(Purpose.CLOSE),
        )

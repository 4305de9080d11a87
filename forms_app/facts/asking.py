"""Ordering the mails that ask owners: at most one a mail for all of an owner's facts, and not again and again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc

from forms_app.database import fact_question, reading, writing
from forms_app.facts.owners import Owner, owners_of
from forms_app.facts.timetable import Asked, is_silent, may_ask, must_confirm
from forms_app.outbox.states import NoticeKind
from forms_app.requests.notices import Stamp, order_about_facts
from sportello.catalogue import Catalogue
from sportello.catalogue.confirmations import read_confirmations


@dataclass(frozen=True)
class Outcome:
    """What became of a round of questions; each holds slugs of organizations."""

    asked: tuple[str, ...]
    silent: tuple[str, ...]
    """Asked as often as one may, without a word: a person has to ring."""
    unreachable: tuple[str, ...]
    """The catalogue has no address of theirs."""


def with_answers(catalogue: Catalogue, file: Path) -> Catalogue:
    """The catalogue with the owners' answers up to this moment."""
    confirmations, _problems = read_confirmations(file, file.name)
    return replace(catalogue, confirmations=confirmations)


def ask_owners(
    engine: sa.Engine, catalogue: Catalogue, domain: str, now: dt.datetime, today: dt.date
) -> Outcome:
    """Order a mail to each owner whose facts are to be confirmed and that may be asked.

    Raises StorageUnavailableError.
    """
    stale_after = dt.timedelta(days=catalogue.site.options.stale_after_days)
    due = [one for one in owners_of(catalogue, today) if must_confirm(one.confirmed, today, stale_after)]
    reachable = [owner for owner in due if owner.email]
    with reading(engine) as connection:
        known = {owner.organization: _asked(connection, owner) for owner in reachable}
    asked = [owner for owner in reachable if _ask(engine, owner, Stamp(domain, now))]
    return Outcome(
        asked=tuple(owner.organization for owner in asked),
        silent=tuple(slug for slug, before in known.items() if is_silent(before)),
        unreachable=tuple(owner.organization for owner in due if not owner.email),
    )


def _ask(engine: sa.Engine, owner: Owner, stamp: Stamp) -> bool:
    try:
        with writing(engine) as connection:
            before = _asked(connection, owner, lock=True)
            if not may_ask(before, stamp.now):
                return False
            _remember(connection, owner, before, stamp.now)
            order_about_facts(connection, NoticeKind.FACTS_QUESTION, owner.organization, stamp)
    except exc.IntegrityError:  # another process has asked for the first time at this very moment
        return False
    return True


def _asked(connection: sa.Connection, owner: Owner, *, lock: bool = False) -> Asked | None:
    columns = (fact_question.c.asked_at, fact_question.c.times, fact_question.c.answered_at)
    query = sa.select(*columns).where(fact_question.c.organization == owner.organization)
    row = connection.execute(query.with_for_update() if lock else query).first()
    return None if row is None else Asked(*row)


def _remember(connection: sa.Connection, owner: Owner, before: Asked | None, now: dt.datetime) -> None:
    if before is None:
        first = {"organization": owner.organization, "asked_at": now, "times": 1, "changes": 0}
        connection.execute(fact_question.insert().values(first))
        return
    again = fact_question.update().where(fact_question.c.organization == owner.organization)
    connection.execute(again.values(asked_at=now, times=before.times + 1, changes=0))

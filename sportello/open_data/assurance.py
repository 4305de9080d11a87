"""When a service's facts were last checked, as HSDS 3.1 has it: `assured_date` and `assurer_email`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sportello.catalogue.confirmations import last_confirmed
from sportello.catalogue.facts import facts_of, owner_of
from sportello.open_data.places import first_email

if TYPE_CHECKING:
    from datetime import date

    from sportello.catalogue.model import Service
    from sportello.pages.voice import Voice


def assurance(voice: Voice, record: Service) -> dict[str, str | None]:
    """The two entries; None for what is not known. Where requests are brought to is not published."""
    day = _assured(voice, record)
    owner = owner_of(voice.catalogue, record) if day else None
    return {
        "assured_date": day.isoformat() if day else None,
        "assurer_email": first_email(owner.contacts) if owner else None,
    }


def _assured(voice: Voice, record: Service) -> date | None:
    """The first of the days on which its facts were confirmed; the editor's word where it tells none."""
    days = [last_confirmed(voice.catalogue, fact, voice.today) for fact in facts_of(record)]
    if not days and record.confirmed:
        return record.confirmed.date
    known = [day for day in days if day]
    return min(known) if known and len(known) == len(days) else None

"""What holds at a desk now and next, worded at the build for every instant of the coming days.

The browser only looks up which sentence holds: it needs to know neither holidays nor Rome's clocks nor grammar.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from sportello.catalogue.opening import ROME, DayOff, Off, State, Timetable, make_timetable, timeline
from sportello.catalogue.opening.instants import opens_at
from sportello.pages.phrase import Phrase
from sportello.pages.words import N_

if TYPE_CHECKING:
    from sportello.catalogue.model import Location
    from sportello.pages.voice import Voice

DAYS, DAYS_ON_CARDS = 60, 14
"""For how many days after its build a page knows: on a desk's own page, and where there may be many desks."""

_WEEK = 7
_MINUTE = timedelta(minutes=1)
_REASONS = {Off.HOLIDAY: N_("giorno festivo"), Off.PATRON: N_("festa del patrono")}


@dataclass(frozen=True)
class DaysOff:
    """Days on which a desk is closed: which, worded, and why, worded."""

    why: Off
    first: date
    last: date
    days: str
    reason: Phrase | str


def open_now(voice: Voice, location: Location, days: int = DAYS) -> str | None:
    """What the script `open.js` shows, as JSON; None when neither hours nor closures are known.

    `from` is the day of the build's midnight in Rome, in minutes since 1970 (UTC). `turns` are pairs of a sentence's
    index in `says` and for how many minutes it holds, one after the other. `says` are pairs of a kind for styling
    (`open`, `closed`, `appointment`, or nothing with an empty sentence) and a sentence.
    """
    table = timetable(voice, location)
    if table.hours is None and not table.closures:
        return None
    last = opens_at(voice.today + timedelta(days=days), time())
    turns = [turn for turn in _turns(table, voice.today) if turn[0] <= last]
    says: dict[tuple[str, str], int] = {}
    spoken = _Spoken(voice, location.path)
    held: list[list[int]] = []
    for (start, state), (end, _) in pairwise(turns):
        index = says.setdefault(spoken.sentence(state, start), len(says))
        minutes = (end - start) // _MINUTE
        if held and held[-1][0] == index:
            held[-1][1] += minutes
        else:
            held.append([index, minutes])
    data = {"from": int(turns[0][0].timestamp()) // 60, "turns": held, "says": list(says)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def days_off(voice: Voice, location: Location, days: int = DAYS) -> Iterator[DaysOff]:
    """Closures, and the holidays on which the desk would be open, of the coming days; in order.

    Holidays are told only of desks whose hours are known.
    """
    table, told = timetable(voice, location), set()
    for day in table.days(voice.today, days):
        off = day.off
        if off is None or (off.closure is None and table.hours is None) or off.closure in told:
            continue
        first, last = (off.closure.start, off.closure.last) if off.closure else (day.date, day.date)
        yield DaysOff(
            off.why, first, last, voice.wording.days(first, last), reason(voice, location.path, off)
        )
        if off.closure:
            told.add(off.closure)


def reason(voice: Voice, page: str, off: DayOff) -> Phrase | str:
    """Why a day is off, in words."""
    if off.closure:
        return voice.phrase(off.closure.reason, page)
    return voice.translator.gettext(_REASONS[off.why])


def timetable(voice: Voice, location: Location) -> Timetable:
    """When a desk is open."""
    return make_timetable(location, voice.catalogue.municipalities.get(location.municipality))


@lru_cache(maxsize=1024)
def _turns(table: Timetable, first: date) -> tuple[tuple[datetime, State], ...]:
    """The longest timeline that a page shows, and the midnight after it. Desks with the same hours share one."""
    return tuple(timeline(table, first, DAYS + 1))


@dataclass(frozen=True)
class _Spoken:
    """Words what holds at the desk of the page at `page`."""

    voice: Voice
    page: str

    def sentence(self, state: State, at: datetime) -> tuple[str, str]:
        """The kind and the sentence; two empty ones where nothing is known."""
        why = self._why(state)
        if state.by_appointment:
            return "appointment", self._by_appointment(state, at, why)
        if state.open_until:
            said = (
                N_("Risponde ora solo online, fino alle %(time)s")
                if state.online_only
                else N_("Aperto ora, fino alle %(time)s")
            )
            return "open", self._say(said, time=_time(state.open_until))
        if state.next:
            said = (
                N_("Oggi chiuso: %(reason)s. Apre %(day)s alle %(time)s")
                if why
                else N_("Chiuso ora, apre %(day)s alle %(time)s")
            )
            return "closed", self._say(said, reason=why, **self._next(state.next.start, at))
        if why:
            return "closed", self._say(N_("Oggi chiuso: %(reason)s"), reason=why)
        return ("closed", self._say(N_("Chiuso ora"))) if state.knows_hours else ("", "")

    def _by_appointment(self, state: State, at: datetime, why: str | None) -> str:
        if why:
            return self._say(N_("Su appuntamento, ma oggi no: %(reason)s"), reason=why)
        if state.open_until:
            return self._say(N_("Su appuntamento, ora fino alle %(time)s"), time=_time(state.open_until))
        if state.next:
            return self._say(
                N_("Su appuntamento, %(day)s dalle %(time)s"), **self._next(state.next.start, at)
            )
        return self._say(N_("Su appuntamento"))

    def _why(self, state: State) -> str | None:
        """Why today is off; not where that would be said in another language, nor a guess where hours are unknown."""
        off = state.today.off
        if off is None or (off.closure is None and not state.knows_hours):
            return None
        said = reason(self.voice, self.page, off)
        if isinstance(said, Phrase):
            return said.text if said.foreign is None else None
        return said

    def _next(self, opening: datetime, at: datetime) -> dict[str, str]:
        day, today = opening.astimezone(ROME).date(), at.astimezone(ROME).date()
        if day == today:
            said = self.voice.translator.gettext("oggi")
        elif (day - today).days < _WEEK:
            said = self.voice.wording.weekday(day)
        else:
            said = self.voice.wording.weekday_and_day(day)
        return {"day": said, "time": _time(opening)}

    def _say(self, msgid: str, **values: str | None) -> str:
        return self.voice.translator.gettext(msgid) % values


def _time(instant: datetime) -> str:
    local = instant.astimezone(ROME)
    return f"{local.hour}:{local:%M}"

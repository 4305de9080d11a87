"""When a desk is open: week, Italian holidays, the patron saint's day and closures, on Europe/Rome time."""

from sportello.catalogue.opening.instants import ROME, Opening
from sportello.catalogue.opening.state import State, state_at, timeline
from sportello.catalogue.opening.timetable import Day, DayOff, Off, Timetable, make_timetable

__all__ = [
    "ROME",
    "Day",
    "DayOff",
    "Off",
    "Opening",
    "State",
    "Timetable",
    "make_timetable",
    "state_at",
    "timeline",
]

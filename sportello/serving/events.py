"""What the supervisor waits for."""

from __future__ import annotations

from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sportello.serving.process import Process


@dataclass(frozen=True)
class StopAsked:
    """Ctrl-C, the end of the session, or a terminal that was closed."""


@dataclass(frozen=True)
class ContentChanged:
    """A page, a catalogue or mkdocs.yml was saved; `path` is one of them."""

    path: str


@dataclass(frozen=True)
class WatchFailed:
    """The system does not report saved files; `cause` in its words."""

    cause: str


@dataclass(frozen=True)
class ProcessEnded:
    """A process ended by itself or because it was told to; `status` is 128 and more for a signal."""

    process: Process
    status: int


@dataclass(frozen=True)
class WebAnswers:
    """The web process takes connections."""

    process: Process


Event = StopAsked | ContentChanged | WatchFailed | ProcessEnded | WebAnswers
Events = SimpleQueue[Event]

"""Why a person decided to destroy a request before its time. Words to choose from: free text could hold a name."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The reasons that can be recorded."""

    ROBOT = "robot"
    """Sent by a program, or to do harm."""
    TEST = "test"
    """Sent to try the form."""
    DUPLICATE = "duplicate"
    """The same as another request, which stays."""
    ASKED = "asked"
    """The person who sent it asks for its erasure."""
    ANSWERED = "answered"
    """The person was answered by another way, such as the telephone."""
    UNDELIVERABLE = "undeliverable"
    """It cannot be brought to anybody any more, and the person was told or cannot be reached."""

"""A program started by the server, which ends with it whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence

from sportello.serving.events import Events, ProcessEnded
from sportello.serving.places import Places


class Process:
    """One run of a program. Its end is reported as `ProcessEnded`.

    The pipe to the tether is held by this process alone: closing it ends the program and all that it started.
    """

    def __init__(self, command: Sequence[str], places: Places, events: Events) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "sportello.serving.tether", *command],
            stdin=subprocess.PIPE,
            cwd=places.root,
            env=places.environment(os.environ),
            process_group=0,
        )
        self._events = events
        threading.Thread(target=self._report_end, daemon=True).start()

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._popen.poll() is None

    def release(self) -> None:
        """Tell it to end, without waiting."""
        if self._popen.stdin is not None:
            self._popen.stdin.close()

    def end(self) -> None:
        """End it and wait until it is gone: a few seconds at most."""
        self.release()
        self._popen.wait()

    def _report_end(self) -> None:
        self._events.put(ProcessEnded(self, self._popen.wait()))

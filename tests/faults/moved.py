"""Run by the tests: a module under a clock that is ahead, and that jumps further when told so by SIGUSR1.

Arguments: seconds ahead, the module, its arguments. SPORTELLO_TEST_JUMPS: the seconds of each jump, negative for back.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import time
from types import FrameType

import time_machine


def main(ahead: str, module: str, *arguments: str) -> None:
    """Move the clock and run."""
    jumps = iter(os.environ.get("SPORTELLO_TEST_JUMPS", "").split())
    with time_machine.travel(time.time() + float(ahead)) as traveller:

        def jumped(_number: int, _frame: FrameType | None) -> None:
            traveller.shift(float(next(jumps)))

        signal.signal(signal.SIGUSR1, jumped)
        sys.argv = [module, *arguments]
        runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

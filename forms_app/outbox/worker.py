"""The worker's loop: deliver what is due, rest when nothing is, stop with the row in hand finished."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from types import FrameType

from forms_app.errors import StorageUnavailableError
from forms_app.outbox.delivery import Deliverer
from forms_app.outbox.heartbeat import Heartbeat
from forms_app.outbox.notice_delivery import deliver_notice

POLL = 0.5
"""Seconds between two looks at an empty outbox."""
RECOVERY = 5.0
"""Seconds to wait for a database that is not available."""

_log = logging.getLogger(__name__)


def run(
    deliverer: Deliverer,
    heartbeat: Heartbeat,
    stop: threading.Event,
    chores: Sequence[Callable[[], None]] = (),
) -> None:
    """Deliver until `stop` is set, doing the chores between rounds. An unavailable database is waited for."""
    while not stop.is_set():
        stop.wait(_one_round(deliverer, heartbeat, chores))
    deliverer.postman.rest()
    with suppress(StorageUnavailableError):
        heartbeat.stop()


def stop_on_signals(stop: threading.Event) -> None:
    """Let SIGTERM and SIGINT (Ctrl-C) set `stop`."""

    def stopped(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, stopped)
    signal.signal(signal.SIGINT, stopped)


def worker_name() -> str:
    """Return a name that no other living worker has: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _do(chores: Iterable[Callable[[], None]]) -> None:
    for chore in chores:
        try:
            chore()
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  a fault here must not stop the deliveries
            _log.error("%s in a chore", type(error).__name__)


def _one_round(deliverer: Deliverer, heartbeat: Heartbeat, chores: Sequence[Callable[[], None]]) -> float:
    try:
        _do(chores)
        row = deliverer.claim()
        if row is not None:
            with suppress(StorageUnavailableError):  # a row in hand is worth more than a sign of life
                heartbeat.busy(deliverer.clock(), deliverer.lease)
            deliverer.deliver(row)
            return 0
        if deliver_notice(deliverer):
            return 0
        heartbeat.idle(deliverer.clock())
    except StorageUnavailableError:
        _log.error("the database is not available; waiting for it")
        return RECOVERY
    deliverer.postman.rest()
    return POLL

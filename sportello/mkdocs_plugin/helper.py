"""A process beside the main one: builds languages one after the other, as told."""

from __future__ import annotations

import logging
import os
import signal
import sys
import traceback
from collections.abc import Iterable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from sportello.mkdocs_plugin.handover import DONE, LANGUAGE, Received

if TYPE_CHECKING:
    from sportello.mkdocs_plugin.handover import Work

QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # Material's advertisement, once is enough


def serve(work: Work, orders: Connection, output: Connection, foreign: Iterable[Connection]) -> None:
    """Build until there is nothing more to build, or the main process is gone.

    Args:
        work: how to build.
        orders: gives one language after the other.
        output: takes all that is printed; each build's output ends with a line of `DONE` and 0 or 1.
        foreign: connections that this process has no business with.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which then ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for connection in foreign:
        connection.close()
    for standard_stream in (1, 2):
        os.dup2(output.fileno(), standard_stream)
    output.close()
    Received.work = work
    _log_as_mkdocs_does(work.level)
    while (language := _next(orders)) is not None:
        status = build_language(work, language)
        sys.stdout.write(f"{DONE}{status}\n")
        sys.stdout.flush()


def build_language(work: Work, language: str) -> int:
    """Build one language into its folder; the exit status that `mkdocs build` would have."""
    os.environ.update({LANGUAGE: language, **QUIET})
    try:
        config = load_config(
            work.config_file, site_dir=str(work.site_dir / language), strict=work.strict or None
        )
        config.plugins.on_startup(command="build", dirty=work.dirty)
        build(config, dirty=work.dirty)
    except MkDocsException as error:
        error.show()
        return 1
    except Exception:  # noqa: BLE001 - whatever a build raises is told, and fails this language only
        traceback.print_exc(file=sys.stdout)
        return 1
    return 0


def _next(orders: Connection) -> str | None:
    try:
        return str(orders.recv())
    except EOFError:
        return None


def _log_as_mkdocs_does(level: int) -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.handlers = [handler]
    logger.setLevel(level)
    logger.propagate = False

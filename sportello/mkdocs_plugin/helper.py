"""`python -m sportello.mkdocs_plugin.helper`: builds languages one after the other, as told on standard input.

First comes the pickled `Work`, then a language a line. Each build's output ends with a line of `DONE` and 0 or 1.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
import traceback

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from sportello.mkdocs_plugin.handover import DONE, LANGUAGE, Work
from sportello.mkdocs_plugin.plugin import SportelloPlugin


def main() -> None:
    """Build until there is nothing more to build."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which then ends this one
    work = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
    _log_as_mkdocs_does(work.level)
    SportelloPlugin.received = work.handover
    for line in sys.stdin.buffer:
        status = build_language(work, line.decode().strip())
        sys.stdout.write(f"{DONE}{status}\n")
        sys.stdout.flush()


def build_language(work: Work, language: str) -> int:
    """Build one language into its folder; the exit status that `mkdocs build` would have."""
    os.environ[LANGUAGE] = language
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


def _log_as_mkdocs_does(level: int) -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False


if __name__ == "__main__":
    main()

"""All leaflets of a site: those that changed are printed in processes beside this one, the others are taken over."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from sportello.errors import LeafletsError
from sportello.leaflets.sheets import Sheet
from sportello.leaflets.shelf import Shelf
from sportello.pages.printed import FOLDER

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

Tell = Callable[[int, int], None]
"""Is told how many of how many are printed."""


def print_missing(sheets: Iterable[Sheet], shelf: Shelf, tell: Tell) -> int:
    """Print what is not on the shelf yet; whatever is finished stays there, should this be interrupted.

    Returns:
        How many were printed.

    Raises:
        LeafletsError: a sheet could not be printed.
    """
    missing = list(
        {shelf.place(sheet): sheet for sheet in sheets if not shelf.place(sheet).exists()}.values()
    )
    if not missing:
        return 0
    tell(0, len(missing))
    workers = ProcessPoolExecutor(min(_cores(), len(missing)), _context(), initializer=_begin)
    try:
        jobs = {workers.submit(_print, sheet, shelf): sheet for sheet in missing}
        for number, job in enumerate(as_completed(jobs), start=1):
            _look_at(job, jobs[job])
            tell(number, len(missing))
    except BaseException:
        for process in list((workers._processes or {}).values()):  # noqa: SLF001 - they would finish all that they have
            process.terminate()
        raise
    finally:
        workers.shutdown(cancel_futures=True)
    return len(missing)


def lay_out(sheets: Iterable[Sheet], shelf: Shelf, site: Path, *, alone: bool) -> None:
    """Put the PDFs that there are into the site.

    Args:
        sheets: what to put there; what is not printed yet is left out.
        shelf: where the PDFs are.
        site: the root of the built site.
        alone: take away all others, whose pages are gone.
    """
    wanted = {site / sheet.path: shelf.place(sheet) for sheet in sheets}
    for file, place in wanted.items():
        if place.exists() and not (file.exists() and file.samefile(place)):
            _bring(place, file)
    for file in set((site / FOLDER).rglob("*.pdf")) - wanted.keys() if alone else ():
        file.unlink()


def _bring(place: Path, file: Path) -> None:
    """Let a PDF stand in the site, too: the same file where that can be, else a copy. Readers meet it whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        os.link(place, fresh)
    except OSError:
        shutil.copyfile(place, fresh)
    fresh.replace(file)


def _begin() -> None:
    """Ctrl-C is for the main process, which then ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _print(sheet: Sheet, shelf: Shelf) -> None:
    from sportello.leaflets.printing import print_sheet  # noqa: PLC0415 - takes a second, in this process only

    shelf.put(sheet, print_sheet(sheet))


def _look_at(job: Future[None], sheet: Sheet) -> None:
    try:
        job.result()
    except BrokenProcessPool as error:
        raise LeafletsError(
            "The process that prints leaflets ended. Try again: what was printed stays."
        ) from error
    except Exception as error:
        raise LeafletsError(f"{sheet.path}: cannot be printed ({error}).") from error


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> BaseContext:
    """A copy of this process, which has imported and read all, where that is safe."""
    alone = threading.active_count() == 1
    return multiprocessing.get_context("fork" if sys.platform == "linux" and alone else "spawn")

"""From a page of `kinds.py` to its scores: the browser walks there as a citizen does, then Lighthouse loads it anew."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Error, Playwright, Response

from tests.built_site import ROOT
from tests.e2e.kinds import FORMS, SITE
from tests.e2e.reader import Reader, chromium
from tests.lighthouse.scores import Page, middle, read_page
from tests.listening import free_port

FOLDER = ROOT / "var/lighthouse"
"""Where scripts/lighthouse.sh puts Lighthouse."""

KINDS = {**SITE, **FORMS}
KEPT_FROM_ROBOTS = {"fields", "not found", *FORMS}
"""Pages that search engines are told to leave out, so that Lighthouse need not object."""

TRIES = 3
DEADLINE = 180.0
"""Seconds after which a page counts as hung."""


@dataclass
class _Arrival:
    """How the browser came to where it is."""

    status: int = 0
    method: str = ""

    def note(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status, self.method = response.status, response.request.method


def measure(playwright: Playwright, base: str, kind: str, language: str) -> Page:
    """The page's scores. If it was too slow, or could not be measured, of three tries the one in the middle counts."""
    pages = [_measure_once(playwright, base, kind, language)]
    while (pages[0].error or pages[0].short == ("performance",)) and len(pages) < TRIES:
        pages.append(_measure_once(playwright, base, kind, language))
    return middle([page for page in pages if not page.error] or pages)


def _measure_once(playwright: Playwright, base: str, kind: str, language: str) -> Page:
    try:
        with _arrived(playwright, base, kind, language) as (status, job):
            return read_page(kind, language, status, _audit(job))
    except (AssertionError, Error, subprocess.SubprocessError) as error:
        return Page(kind, language, {}, error=str(error))


@contextmanager
def _arrived(
    playwright: Playwright, base: str, kind: str, language: str
) -> Iterator[tuple[int, dict[str, object]]]:
    """A browser that stands on the page: its HTTP status, and the job for `audit.mjs`."""
    port = free_port()
    with chromium(playwright, f"--remote-debugging-port={port}") as browser:
        page = browser.new_page(no_viewport=True)
        arrival = _Arrival()
        page.on("response", arrival.note)
        KINDS[kind](Reader(page, base, language))
        skip = ["is-crawlable"] if kind in KEPT_FROM_ROBOTS else []
        if arrival.status >= 400:  # an error page is meant to be one, and Chromium notes it
            skip += ["http-status-code", "errors-in-console"]
        yield (
            arrival.status,
            {"port": port, "url": page.url, "again": arrival.method != "GET", "skip": skip},
        )


def _audit(job: dict[str, object]) -> str:
    run = subprocess.run(
        ["node", "audit.mjs"],
        cwd=FOLDER,
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
        timeout=DEADLINE,
    )
    if run.returncode:
        raise subprocess.SubprocessError(run.stderr.strip()[-500:])
    return run.stdout

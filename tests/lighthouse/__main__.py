"""`python -m tests.lighthouse [--only KIND]… [--language CODE]… [--json FILE]`: prints the table.

Leaves with 1 if a page misses a target or could not be measured.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.running import running_site
from tests.lighthouse.measuring import KINDS, measure
from tests.lighthouse.scores import TARGETS, Page, score_table
from tests.web_server import web_server

LANGUAGES = ("it", "ar")


def main(arguments: list[str]) -> int:
    """Measure what is asked for and print the table; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.lighthouse", description=__doc__)
    parser.add_argument("--only", action="append", choices=KINDS, help="a kind of page; all by default")
    parser.add_argument("--language", action="append", help=f"by default {' and '.join(LANGUAGES)}")
    parser.add_argument("--json", type=Path, help="write the figures into this file, too")
    options = parser.parse_args(arguments)
    pages = list(_measure(options.only or list(KINDS), options.language or list(LANGUAGES)))
    _say(f"\n{score_table(pages)}\n\n{_verdict(pages)}")
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        figures = json.dumps([asdict(page) for page in pages], ensure_ascii=False, indent=1)
        options.json.write_text(figures, encoding="utf-8")
    return int(any(page.short for page in pages))


def _measure(kinds: list[str], languages: list[str]) -> Iterator[Page]:
    """Each page in a browser of its own; says what it measures and what keeps a page from its targets."""
    wanted = [(kind, language) for kind in kinds for language in languages]
    with tempfile.TemporaryDirectory(prefix="sportello-") as folder:
        _say("Building the site …")
        with (
            running_site(Path(folder)) as served,
            web_server(served) as base,
            sync_playwright() as playwright,
        ):
            for number, (kind, language) in enumerate(wanted, 1):
                start = time.monotonic()
                page = measure(playwright, base, kind, language)
                scores = " ".join(str(page.scores.get(name, "–")) for name in TARGETS)
                seconds = time.monotonic() - start
                _say(f"{number}/{len(wanted)} {kind}, {language}: {scores} ({seconds:.0f} s)")
                if page.short:
                    _say(page.told())
                yield page


def _verdict(pages: list[Page]) -> str:
    short = [f"{page.kind} ({page.language})" for page in pages if page.short]
    if short:
        return f"{len(short)} of {len(pages)} pages miss a target: {', '.join(short)}."
    return f"All {len(pages)} pages reach every target."


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - what is asked for


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

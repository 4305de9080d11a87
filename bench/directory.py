"""`python -m bench.directory`: what the directory costs at 1,000 services: data, pages, and filtering in Chromium."""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

import click
from playwright.sync_api import sync_playwright

from bench.content import Leaf, Size
from bench.measure import Measured, run
from bench.ours import write_ours
from bench.pages import make_pages
from bench.sides import BUILD, ENVIRONMENT
from sportello.catalogue.values import Audience, Cost, LifeEvent, Way
from sportello.terminal import table

SIZE = Size(3000, 1)
"""A third of the pages are services."""
FOLDER = Path("var/bench/directory")
CHOICES, ROUNDS = 40, 3
"""Of each choice the fastest round counts: others may use the machine, too."""
MOST_MILLISECONDS, MOST_KILOBYTES = 50, 60

_CHOOSE = """([which, share]) => {
  const selects = [...document.querySelectorAll(".sp-choices select")];
  const select = selects[Math.floor(which * selects.length)];
  select.selectedIndex = Math.floor(share * select.options.length);
  const status = document.querySelector(".sp-choices [role=status]");
  status.textContent = "";
  const begin = performance.now();
  return new Promise((resolve) => {
    const done = () => {
      observer.disconnect();
      document.body.getBoundingClientRect();
      resolve(performance.now() - begin);
    };
    const observer = new MutationObserver(done);
    if (!selects.some((one) => one.value)) return resolve(0);
    observer.observe(status, { childList: true });
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
}"""
"""Chooses a value of a facet, each by its place from 0 to 1; milliseconds until the result is laid out."""


@dataclass(frozen=True)
class Cost1000:
    """What was measured; bytes, and milliseconds of each choice."""

    build: Measured
    data: int
    packed: int
    pages: int
    page_bytes: int
    largest: int
    choices: list[float]


@click.command()
def main() -> None:
    """Build a site of 1,000 services in one language and choose in its directory."""
    folder = FOLDER.absolute()
    shutil.rmtree(folder, ignore_errors=True)
    try:
        write_ours(folder, SIZE, [_with_facets(page) for page in make_pages(SIZE)])
        built = run(BUILD, folder, folder / "log", ENVIRONMENT)
        click.echo(_table(_measure(folder / "site", built)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _with_facets(page: Leaf) -> Leaf:
    """A service with some of everything that it can be chosen by."""
    if page.kind != "service":
        return page
    random = Random(page.path)
    facts = {
        "life_events": _some(random, LifeEvent, 3),
        "audience": _some(random, Audience, 3),
        "ways": _some(random, Way, 3),
        "cost": random.choice([None, *(cost.value for cost in Cost)]),
    }
    return replace(page, facts={**page.facts, **facts})


def _some(random: Random, values: type[LifeEvent | Audience | Way], most: int) -> list[str]:
    return [value.value for value in random.sample(list(values), random.randint(0, most))]


def _measure(site: Path, built: Measured) -> Cost1000:
    data = (site / "servizi/elenco.json").read_bytes()
    folders = ("bisogno", "comune", "per", "come", "costo", "lingua", "giorno")
    pages = [file.stat().st_size for name in folders for file in (site / "servizi" / name).rglob("*.html")]
    with _served(site) as address, sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        random = Random("choices")
        pairs = [(random.random(), random.random()) for _ in range(CHOICES)]
        rounds = []
        for _ in range(ROUNDS):
            page.goto(f"{address}/servizi/?costo=free")
            page.locator(".sp-choices [role=status]:not(:empty)").wait_for()
            rounds.append([float(page.evaluate(_CHOOSE, pair)) for pair in pairs])
        browser.close()
    return Cost1000(
        built,
        len(data),
        len(gzip.compress(data)),
        len(pages),
        sum(pages),
        max(pages),
        [min(times) for times in zip(*rounds, strict=True) if min(times)],
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing of each request."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _table(cost: Cost1000) -> str:
    slowest, packed = max(cost.choices), cost.packed / 1000
    rows = [
        ("Build of 3,000 pages, one language", f"{cost.build.cpu_seconds:.1f} s of processor"),
        (
            "Pages of choices",
            f"{cost.pages}, {cost.page_bytes / 1e6:.1f} MB, the largest {cost.largest / 1000:.0f} KB",
        ),
        ("Data of 1,000 services", f"{cost.data / 1000:.0f} KB"),
        (
            "… packed by gzip",
            f"{packed:.1f} KB, {'at most' if packed <= MOST_KILOBYTES else 'MORE THAN'} {MOST_KILOBYTES}",
        ),
        ("A choice, half of them", f"{statistics.median(cost.choices):.1f} ms"),
        (
            "… the slowest",
            f"{slowest:.1f} ms, {'below' if slowest < MOST_MILLISECONDS else 'NOT BELOW'} {MOST_MILLISECONDS}",
        ),
    ]
    return table(rows, ("What", "Cost"))


if __name__ == "__main__":
    main()

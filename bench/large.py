"""`python -m bench.large [--languages 9]`: what 1,000 services at 500 help desks cost. Half an hour, 2 GB of disk."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from bench.content import Size
from bench.failure import BenchError
from bench.measure import Measured, run
from bench.ours import write_ours
from bench.pages import pages_of
from bench.sides import BUILD, ENVIRONMENT
from bench.words import LANGUAGES
from sportello.terminal import table

LARGE: Mapping[str, int] = {
    "program": 20,
    "service": 1000,
    "organization": 100,
    "location": 500,
    "municipality": 200,
    "event": 50,
    "news": 20,
}
"""How many records of each kind a large site has."""

FOLDER = Path("var/bench/large")
CHECK = (sys.executable, "-m", "sportello", "check")
_MEGA = 1e6


@click.command()
@click.option(
    "--languages", type=click.IntRange(1, len(LANGUAGES)), default=len(LANGUAGES), show_default=True
)
def main(languages: int) -> None:
    """Write such a site, check it, build it from nothing and once more, and print what each took."""
    folder = FOLDER.absolute()
    shutil.rmtree(folder, ignore_errors=True)
    try:
        write_large(folder, languages)
        steps = {"check": CHECK, "build from nothing": BUILD, "build, nothing changed": BUILD}
        rows = [
            _row(step, run(command, folder, folder / "log", ENVIRONMENT)) for step, command in steps.items()
        ]
        written = sum(file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file())
        click.echo(table(rows, ["", "s", "processor, s", "peak memory, MB"]))
        click.echo(f"{sum(LARGE.values()):,} records × {languages}: {written / _MEGA:.0f} MB in site/")
    except BenchError as error:
        click.echo(error, err=True)
        raise SystemExit(1) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_large(folder: Path, languages: int) -> None:
    """Write the site into `folder`."""
    pages = pages_of(LARGE)
    write_ours(folder, Size(len(pages), languages), pages)


def _row(step: str, cost: Measured) -> list[str]:
    return [step, f"{cost.seconds:.0f}", f"{cost.cpu_seconds:.0f}", f"{cost.peak_bytes / _MEGA:.0f}"]


if __name__ == "__main__":
    main()

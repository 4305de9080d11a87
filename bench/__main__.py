"""`python -m bench [--large] [--only site|forms]`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from bench.building import compare
from bench.content import Size
from bench.failure import BenchError
from bench.forms import NOTES, FormsPlan, forms_table, forms_verdicts, measure_forms
from bench.load import Load
from bench.mails import NOTES as MAILS_NOTES
from bench.nine import NINE, measure_nine, nine_table, nine_verdicts
from bench.site_report import LARGER, SMALLER, size_table, verdicts

FOLDER = Path("var/bench")
LARGEST = Size(1000, 9)
LOADS = (Load(1, 300), Load(32, 20))
TRANSACTIONS, ENDURANCE, MAILS = 2000, 3000, 500
LONG_ENDURANCE = 100_000
NINE_REPEATS = 2
REPEATS = {SMALLER: 3, LARGER: 2, LARGEST: 1}


@click.command()
@click.option(
    "--large",
    is_flag=True,
    help=f"Also build {LARGEST} pages, and send {LONG_ENDURANCE:,} requests: an hour and 10 GB of disk.",
)
@click.option("--only", type=click.Choice(["site", "forms"]), help="Measure only this.")
def main(*, large: bool, only: str | None) -> None:
    """Measure builds beside MkDocs with static-i18n, and the forms under load; everything stays in var/bench."""
    try:
        if only != "forms":
            _measure_site([SMALLER, LARGER, *([LARGEST] if large else [])])
        if only != "site":
            _measure_forms(LONG_ENDURANCE if large else ENDURANCE)
    except BenchError as error:
        click.echo(error, err=True)
        raise SystemExit(1) from None
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


def _measure_site(sizes: list[Size]) -> None:
    results = []
    for size in sizes:
        results.append(compare(size, REPEATS[size], FOLDER.absolute() / "sites", click.echo))
        click.echo(f"\n{size_table(results[-1])}\n")
    nine = measure_nine(NINE, NINE_REPEATS, FOLDER.absolute() / "nine", click.echo)
    click.echo(f"\n{nine_table(nine)}\n\n{verdicts(results)}\n{nine_verdicts(nine)}")
    click.echo(
        "Fastest of 3 runs (2 at 300 × 5), taken in turns. Peak memory: the largest sum of the resident memory of all\n"
        "processes of a build. --dirty leaves static-i18n's search with the edited page only; ours builds all then."
    )


def _measure_forms(endurance: int) -> None:
    plan = FormsPlan(SMALLER, LOADS, TRANSACTIONS, endurance, MAILS)
    result = measure_forms(plan, FOLDER.absolute() / "forms", click.echo)
    click.echo(f"\n{forms_table(result)}\n\n{forms_verdicts(result)}\n\n{NOTES}\n{MAILS_NOTES}")


if __name__ == "__main__":
    main()

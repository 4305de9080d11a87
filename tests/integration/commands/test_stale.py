"""`sportello check --stale`, run as staff run it, and what `check` says of confirmations."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.integration.commands.test_check import real_site, sportello
from tests.integration.forms.site import write_site

__all__ = ["real_site"]

TODAY = datetime.now(UTC).date()
DESK = "docs/sportelli/sportello-gussola.md"


def test_the_first_sites_facts_are_all_to_be_confirmed(real_site: Path) -> None:
    ran = sportello(real_site, "check", "--stale")
    assert ran.returncode == 0, "a stale fact stops nothing"
    heading, *rows = ran.stdout.splitlines()
    assert heading.split("  ")[0] == "file"
    [address] = [row for row in rows if "via Lamarmora" in row]
    assert address.startswith("docs/sportelli/job-caffe.md ")
    assert address.split()[-2:] == ["cooperho", "mai"]
    assert sportello(real_site, "check", "--stale", "--strict").returncode == 1


def test_what_was_confirmed_lately_is_not_listed(tmp_path: Path) -> None:
    site = write_site(tmp_path).parent
    line = {"date": str(TODAY), "by": "mestieri", "page": "enti/mestieri.md", "fact": "phone"}
    (site / "var").mkdir()
    answers = site / "var/confirmations.jsonl"
    answers.write_text("\n" + json.dumps({**line, "value": "0372 1786314"}), "utf-8")
    by_hand(site, TODAY - timedelta(days=181))
    rows = [json.loads(row) for row in sportello(site, "check", "--stale", "--json").stdout.splitlines()]
    assert [(row["file"], row["confermato il"]) for row in rows] == [
        ("docs/enti/accoglienza.md", "mai"),
        ("docs/enti/energheia.md", "mai"),
        (DESK, str(TODAY - timedelta(days=181))),
    ]
    by_hand(site, TODAY)
    assert DESK not in sportello(site, "check", "--stale").stdout


def test_a_confirmation_that_cannot_be_is_named(tmp_path: Path) -> None:
    site = write_site(tmp_path).parent
    (site / "var").mkdir()
    (site / "var/confirmations.jsonl").write_text('\n\n{"date": "2026-1', "utf-8")
    by_hand(site, TODAY + timedelta(days=2), "nessuno")
    ran = sportello(site, "check")
    assert ran.returncode == 1
    assert "var/confirmations.jsonl:3: la riga non dice chi ha confermato che cosa" in ran.stdout
    assert f"{DESK}:3: confirmed.date: il {TODAY + timedelta(days=2)} non è ancora venuto" in ran.stdout
    assert f"{DESK}:3: confirmed.by: " in ran.stdout
    assert "«nessuno»" in ran.stdout


def by_hand(site: Path, day: object, by: str = "mestieri") -> None:
    """Let the editor write when a desk was confirmed."""
    lines = (site / DESK).read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("confirmed:")]
    kept.insert(2, f"confirmed: {{date: {day}, by: {by}}}")
    (site / DESK).write_text("\n".join(kept) + "\n", "utf-8")

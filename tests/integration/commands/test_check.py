"""`sportello check` and `sportello routes`, run as staff run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def sportello(folder: Path, *arguments: str, locale: str = "it_IT.UTF-8") -> subprocess.CompletedProcess[str]:
    """Run the command in a site's folder."""
    environ = {"PATH": os.environ["PATH"], "LC_ALL": locale, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "sportello", *arguments]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


@pytest.fixture
def real_site(tmp_path: Path) -> Path:
    """A copy of the first site."""
    for name in ("docs", "translations"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


PLANTED = [
    ("docs/progetti/ripartire.md", "status: ended", "status: finito"),
    ("docs/progetti/ripartire.md", "forms: [contact", "moduli: [contact"),
    ("docs/progetti/ripartire.md", "328 944 36 39", "328 non lo so"),
    ("docs/progetti/ripartire.md", 'end: "2019"', 'end: "2017"'),
    ("docs/progetti/facciamo-squadra.md", "total: 375.000", "total: 376.000"),
    ("docs/progetti/facciamo-squadra.md", "2020-09-01", "2020-09-31"),
    ("docs/progetti/activity-cr.md", "organization: energheia", "organization: energeia"),
    (
        "docs/progetti/activity-cr.md",
        "municipalities: [gussola]",
        "municipalities: [gussola, casalmaggiore]",
    ),
    ("docs/progetti/job-2-0.md", "fallback:", "fallbak:"),
    ("docs/comuni/gussola.md", "019052", "19052"),
    ("docs/comuni/tornata.md", "kind: municipality", "kind: municipalità"),
    ("docs/enti/energheia.md", "casalmaggiore@energheiaimpresa.it", "casalmaggiore@energheiaimpresa"),
    ("docs/enti/mestieri-lombardia.md", "title: ", "titolo: "),
    ("docs/sportelli/job-caffe.md", "municipality: lainate", "municipality: lainat"),
    ("docs/eventi/jobfest.md", "start: ", "start: 32 ottobre #"),
]
REPLACED = [
    ("docs/servizi/microcredito.md", b""),
    ("docs/servizi/avvio-attivita.md", "---\ntitle: Perch\u00e9\n---\n".encode("latin-1")),
    ("docs/notizie/presentato-job-2-0.md", b'---\nkind: news\ntitle: "Job 2.0\nsummary: x\n---\n'),
    ("docs/privacy.md", b"---\ntitle: Privacy\n\tsummary: x\n---\n"),
    ("docs/accessibilita.md", b"---\ntitle: A\ntitle: B\n---\n"),
    ("docs/note-legali.md", b"---\ntitle: Note\n---\n\nVedi [la pagina](manca.md).\n"),
    ("docs/domande-frequenti.md", b"---\ntitle: Domande\n---\n\n![](foto.png)\n"),
]


def plant(site: Path) -> None:
    """Spoil the site in as many places as the two tables have rows."""
    for name, old, new in PLANTED:
        text = (site / name).read_text("utf-8")
        assert old in text, (name, old)
        (site / name).write_text(text.replace(old, new, 1), "utf-8")
    for name, data in REPLACED:
        (site / name).write_bytes(data)


def test_the_first_site_has_no_mistake(real_site: Path) -> None:
    ran = sportello(real_site, "check")
    (known,) = ran.stdout.splitlines()
    assert (ran.returncode, known.split(":")[0]) == (0, "docs/sportelli/job-caffe.md")
    assert "manca l'orario" in known, "no source tells it"


def test_one_run_names_every_planted_mistake(real_site: Path) -> None:
    plant(real_site)
    ran = sportello(real_site, "check")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    told = ran.stdout.splitlines()
    for name, _old, new in PLANTED:
        text = (real_site / name).read_text("utf-8")
        line = text[: text.index(new)].count("\n") + 1
        assert any(row.startswith(f"{name}:{line}: ") for row in told), (name, line, new)
    for name, _data in REPLACED:
        assert any(row.startswith(f"{name}:") for row in told), name
    assert len(told) >= len(PLANTED) + len(REPLACED)


def test_tools_get_one_json_object_a_problem(real_site: Path) -> None:
    plant(real_site)
    rows = [json.loads(row) for row in sportello(real_site, "check", "--json").stdout.splitlines()]
    assert {"path", "line", "field", "found", "expected", "severity"} == set(rows[0])
    assert any(row["path"] == "docs/comuni/gussola.md" and row["field"] == "istat" for row in rows)


def test_the_reader_is_answered_in_english_by_locale(real_site: Path) -> None:
    (real_site / "docs/privacy.md").write_bytes(b"")
    assert "il file è vuoto" in sportello(real_site, "check").stdout
    english = sportello(real_site, "check", locale="C.UTF-8")
    assert "docs/privacy.md:1:" in english.stdout
    assert "vuoto" not in english.stdout
    assert "empty" in english.stdout


def test_a_missing_translation_of_a_title_warns_and_stops_only_if_strict(real_site: Path) -> None:
    page = real_site / "docs/privacy.md"
    page.write_text(
        page.read_text("utf-8").replace("title: ", "title: Ancora nessuno ha tradotto: ", 1), "utf-8"
    )
    page.write_text("---\ntitle: Mai tradotto\nsummary: Nemmeno questo\n---\n", "utf-8")
    assert sportello(real_site, "check").returncode == 0
    ran = sportello(real_site, "check", "--strict")
    assert ran.returncode == 1
    assert "docs/privacy.md:1: title, summary: manca la traduzione in «ar»" in ran.stdout


def test_a_folder_without_site_is_one_clear_line(tmp_path: Path) -> None:
    ran = sportello(tmp_path, "check")
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1
    assert "mkdocs.yml" in ran.stderr


def test_routes_prints_who_answers_and_why(real_site: Path) -> None:
    rows = sportello(real_site, "routes").stdout.splitlines()
    (gussola,) = (row for row in rows if row.startswith("activity-cr ") and "  Gussola  " in row)
    assert "Mestieri Lombardia" in gussola
    assert "regola del progetto" in gussola
    (casalmaggiore,) = (row for row in rows if row.startswith("activity-cr ") and "  Casalmaggiore  " in row)
    assert "Energheia" in casalmaggiore
    assert len([row for row in rows if row.startswith("activity-cr ")]) == 17


def test_routes_of_a_wrong_site_are_its_problems(real_site: Path) -> None:
    (real_site / "docs/comuni/gussola.md").write_bytes(b"")
    ran = sportello(real_site, "routes")
    assert ran.returncode == 1
    assert "docs/comuni/gussola.md:1: " in ran.stderr
    assert "Traceback" not in ran.stderr

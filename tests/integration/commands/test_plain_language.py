"""`sportello check` warns of hard Italian with file, line and sentence; strict, it stops."""

from __future__ import annotations

from pathlib import Path

from tests.integration.commands.test_check import sportello

MKDOCS = (
    "site_name: Prova\nplugins:\n  - sportello:\n      languages: [it]\n      known_abbreviations: [ABC]\n"
)
PAGE = """\
---
title: Prova
summary: Serve l'ISEE.
---

## Dove

Chiedi di ABC.
Vieni qui {words}.
"""


def test_a_warning_names_the_sentence_and_stops_only_in_strict_mode(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(PAGE.format(words="e poi " * 12 + "via"), "utf-8")
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    run = sportello(tmp_path, "check")
    abbreviation, sentence = run.stdout.splitlines()
    assert run.returncode == 0
    assert abbreviation.startswith(
        "docs/index.md:3: summary: la sigla «ISEE» non è spiegata: «Serve l'ISEE.»;"
    )
    assert sentence.startswith("docs/index.md:9: la frase ha 27 parole: «Vieni qui e poi")
    assert sportello(tmp_path, "check", "--strict").returncode == 1

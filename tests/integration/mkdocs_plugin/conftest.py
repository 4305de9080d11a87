"""Small sites drawn as text, and real builds of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

TREE = """\
=== mkdocs.yml
site_name: Sportello di prova
site_url: https://prova.example/
theme:
  name: material
nav:
  - aiuto.md
  - servizi/index.md
  - progetti/index.md
plugins:
  - sportello:
      languages: [it, en, ar]
      fallback: mestieri
      help_page: aiuto.md
      footer: [privacy.md]
=== docs/index.md
---
kind: home
title: Prova {{ 7*7 }}
lead_text: Qui trovi aiuto
---
=== docs/aiuto.md
---
title: Come chiedere aiuto
---
Chiama, oppure guarda [il lavoro](servizi/lavoro.md). Leggi [che cosa conserviamo](privacy.md#dati).

![Lo sportello visto dalla strada](foto.png)
=== docs/foto.png
non proprio una foto
=== docs/privacy.md
---
title: Privacy & dati
---
## Dati

Conserviamo poco.
=== docs/servizi/index.md
---
kind: listing
title: Servizi
of: service
---
=== docs/servizi/lavoro.md
---
kind: service
title: Cercare lavoro
summary: Un aiuto per il lavoro
program: activity
life_events: [lost_job]
eligibility: [Se cerchi lavoro]
updated: 2021-03-04
---
Porta un documento. Vedi [il progetto](../progetti/activity.md#tappe).

## Tappe
=== docs/progetti/index.md
---
kind: listing
title: Progetti
of: program
---
=== docs/progetti/activity.md
---
kind: program
title: Activity
summary: Il progetto
status: active
forms: [contact]
municipalities: [gussola]
fallback: {organization: mestieri}
---
## Tappe

Una tappa.
=== docs/enti/mestieri.md
---
kind: organization
title: Mestieri
summary: Cerca lavoro con te
requests_to: mestieri@example.org
certificate: mestieri.asc
contacts: {phones: [{number: 0372 1786314}]}
---
=== docs/enti/mestieri.asc
-----BEGIN PGP PUBLIC KEY BLOCK-----
=== docs/comuni/gussola.md
---
kind: municipality
title: Gussola
istat: 019052
province: Cremona
---
=== docs/eventi/festa.md
---
kind: event
title: Festa
summary: Una festa
start: 2021-10-15
program: activity
tentative: true
---
=== translations/ar/content/servizi/lavoro.po
msgid ""
msgstr "Language: ar\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "Cercare lavoro"
msgstr "البحث عن عمل"
=== translations/ar/interface.po
msgid ""
msgstr "Language: ar\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "Questo sito è anche nella tua lingua:"
msgstr "هذا الموقع متاح أيضًا بلغتكم:"
"""

TITLES = {
    "aiuto": "Come chiedere aiuto",
    "servizi/index": "Servizi",
    "servizi/lavoro": "Cercare lavoro",
    "progetti/index": "Progetti",
    "progetti/activity": "Activity",
    "enti/mestieri": "Mestieri",
    "comuni/gussola": "Gussola",
    "eventi/festa": "Festa",
}
"""What is translated of each page, so that it exists in other languages. `privacy.md` exists in Italian only."""
CATALOGUE = """\
=== translations/{language}/content/{page}.po
msgid ""
msgstr "Language: {language}\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "{title}"
msgstr "{title} ({language})"
"""
TREE = TREE + "".join(
    CATALOGUE.format(language=language, page=page, title=title)
    for language in ("en", "ar")
    for page, title in TITLES.items()
    if (language, page) != ("ar", "servizi/lavoro")
)


@dataclass(frozen=True)
class Built:
    """What a build left behind.

    Attributes:
        folder: the site.
        status: the command's exit status.
        output: what it said.
    """

    folder: Path
    status: int
    output: str

    def page(self, path: str) -> str:
        """A page by its folder below the site, as text."""
        return (self.folder / path / "index.html").read_text("utf-8")

    def pages(self) -> Mapping[str, str]:
        """Every HTML page by its path below the site."""
        found = (file for file in self.folder.rglob("*.html") if ".sportello" not in file.parts)
        return {str(file.relative_to(self.folder)): file.read_text("utf-8") for file in sorted(found)}


def draw(root: Path, tree: str) -> Path:
    """Write the files that a text draws; `=== path` begins each one."""
    for drawn in tree.split("=== ")[1:]:
        path, _, text = drawn.partition("\n")
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


def build(root: Path, *options: str, **environment: str) -> Built:
    """Run `mkdocs build` in a site's folder, as a user does, with an Italian locale."""
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    known = {**os.environ, "LC_ALL": "it_IT.UTF-8", "NO_MKDOCS_2_WARNING": "1", **environment}
    run = subprocess.run(command, cwd=root, env=known, capture_output=True, text=True, check=False)
    return Built(root / "site", run.returncode, run.stdout + run.stderr)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder of a correct site, not yet built."""
    return draw(tmp_path, TREE)


@pytest.fixture
def spoil(site: Path) -> Callable[[str, str, str], Path]:
    """Put other words into a file of the site."""

    def change(path: str, old: str, new: str) -> Path:
        text = (site / path).read_text("utf-8")
        assert old in text
        (site / path).write_text(text.replace(old, new), "utf-8")
        return site

    return change


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The correct site, built in its three languages."""
    made = build(draw(tmp_path_factory.mktemp("site"), TREE))
    assert made.status == 0, made.output
    return made

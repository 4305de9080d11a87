"""A small correct site on disk, to be spoiled one way at a time."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

PAGES = {
    "index.md": """\
        ---
        kind: home
        title: Casa
        lead_text: Qui trovi aiuto
        ---
        """,
    "comuni/gussola.md": """\
        ---
        kind: municipality
        title: Gussola
        istat: 019052
        province: Cremona
        ---
        """,
    "comuni/tornata.md": """\
        ---
        kind: municipality
        title: Tornata
        istat: 019106
        province: Cremona
        ---
        """,
    "enti/mestieri.md": """\
        ---
        kind: organization
        title: Mestieri
        summary: Cerca lavoro con te
        requests_to: mestieri@example.org
        contacts:
          phones:
            - number: 0372 1786314
              extension: 1
        ---
        """,
    "sportelli/sportello.md": """\
        ---
        kind: location
        title: Sportello
        summary: Lo sportello
        organization: mestieri
        municipality: gussola
        hours:
          monday: ["09:00-12:30", "14:00-17:00"]
        ---
        """,
    "progetti/activity.md": """\
        ---
        kind: program
        title: Activity
        summary: Il progetto
        status: active
        forms: [contact]
        period: {start: 2020-09-01, end: 2021-12-31}
        funding:
          total: 375000
          requested: 300000
          own_share: 75000
        municipalities: [gussola, tornata]
        routes:
          - organization: mestieri
            municipalities: [gussola]
            locations: [sportello]
          - organization: mestieri
            municipalities: [tornata]
        ---
        Scrivi o telefona. Vedi [il servizio](../servizi/lavoro.md).
        """,
    "servizi/lavoro.md": """\
        ---
        kind: service
        title: Lavoro
        summary: Cercare lavoro
        program: activity
        eligibility:
          - Se cerchi lavoro
        ---
        """,
    "eventi/festa.md": """\
        ---
        kind: event
        title: Festa
        summary: Una festa
        start: 2021-10-15
        ---
        """,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a correct site."""
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Prova\nplugins:\n  - sportello:\n      languages: [it]\n      fallback: mestieri\n",
        "utf-8",
    )
    for path, text in PAGES.items():
        file = tmp_path / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), "utf-8")
    return tmp_path

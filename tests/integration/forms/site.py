"""A small site: two organizations that answer by municipality, a desk with hours, a closed program."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

MKDOCS = """\
site_name: Prova
site_url: http://127.0.0.1:8000/
plugins:
  - sportello:
      languages: [it, en, ar]
      fallback: accoglienza
"""

PAGES = {
    "index.md": "kind: home\ntitle: Casa\nlead_text: Qui trovi aiuto",
    "comuni/gussola.md": "kind: municipality\ntitle: Gussola\nistat: 019052\nprovince: Cremona",
    "comuni/casalmaggiore.md": "kind: municipality\ntitle: Casalmaggiore\nistat: 019021\nprovince: Cremona",
    "comuni/san-giovanni-in-croce.md": """\
        kind: municipality
        title: San Giovanni in Croce
        istat: 019090
        province: Cremona
        spellings: [S. Giovanni in C.]""",
    "comuni/lainate.md": "kind: municipality\ntitle: Lainate\nistat: 015116\nprovince: Milano",
    "comuni/melzo.md": "kind: municipality\ntitle: Melzo\nistat: 015142\nprovince: Milano",
    "enti/accoglienza.md": """\
        kind: organization
        title: Accoglienza
        summary: Risponde a tutti gli altri
        requests_to: accoglienza@example.org
        example: true
        contacts: {phones: [{number: 02 1234567}]}""",
    "enti/energheia.md": """\
        kind: organization
        title: Energheia
        summary: Risponde a Casalmaggiore
        requests_to: energheia@example.org
        contacts: {phones: [{number: 0375 40200}]}""",
    "enti/mestieri.md": """\
        kind: organization
        title: Mestieri
        summary: Risponde agli altri
        requests_to: mestieri@example.org
        contacts: {phones: [{number: 0372 1786314, extension: "1"}]}""",
    "sportelli/sportello-casalmaggiore.md": """\
        kind: location
        title: Sportello di Casalmaggiore
        summary: A Casalmaggiore
        organization: energheia
        programs: [activity]
        municipality: casalmaggiore""",
    "sportelli/sportello-gussola.md": """\
        kind: location
        title: Sportello di Gussola
        summary: A Gussola
        organization: mestieri
        programs: [activity]
        municipality: gussola
        hours: {tuesday: ["09:00-12:30"], saturday: ["14:00-17:00"]}""",
    "sportelli/sportello-san-giovanni.md": """\
        kind: location
        title: Sportello di San Giovanni
        summary: A San Giovanni
        organization: mestieri
        programs: [activity]
        municipality: san-giovanni-in-croce
        online_only_until: 2026-12-01""",
    "progetti/activity.md": """\
        kind: program
        title: Activity
        summary: Per chi cerca lavoro
        status: active
        forms: [contact, appointment]
        municipalities: [gussola, casalmaggiore, san-giovanni-in-croce]
        routes:
          - municipalities: [casalmaggiore]
            organization: energheia
            locations: [sportello-casalmaggiore]
          - municipalities: [gussola, san-giovanni-in-croce]
            organization: mestieri
            locations: [sportello-gussola, sportello-san-giovanni]""",
    "progetti/squadra.md": """\
        kind: program
        title: Squadra
        summary: Solo contatti
        status: active
        forms: [contact]
        municipalities: [melzo]
        fallback: {organization: accoglienza}""",
    "progetti/concluso.md": """\
        kind: program
        title: Concluso
        summary: È finito
        status: ended
        closed_reason: Il denaro è finito
        see_instead: [progetti/activity.md]
        forms: [contact, appointment]
        municipalities: [lainate]
        fallback: {organization: accoglienza}""",
    "servizi/lavoro.md": """\
        kind: service
        title: Cercare lavoro
        summary: Con te
        program: activity
        eligibility: [Se cerchi lavoro]""",
}


def write_site(folder: Path) -> Path:
    """Write the site and return its `mkdocs.yml`."""
    for path, front_matter in PAGES.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{dedent(front_matter)}\n---\n", "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(MKDOCS, "utf-8")
    return config

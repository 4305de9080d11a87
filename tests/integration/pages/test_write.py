from __future__ import annotations

from pathlib import Path

import markdown
import yaml

from sportello.pages.write import write_pages
from tests.unit.pages.voices import CASALASCO, record, voice


def test_finished_markdown_needs_no_catalogue_any_more(tmp_path: Path) -> None:
    event = record("eventi/festa.md", "event", start="2021-10-15")
    body = record("aiuto.md", "page", title="Aiuto", body="## Chiama\n\nDi *mattina*.\n")
    speaker = voice(*CASALASCO, event, body)
    write_pages(speaker, tmp_path)
    written = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    assert written == {*speaker.catalogue.pages, "eventi/festa.ics", "sportelli/desk.ics"}
    _, front_matter, text = (tmp_path / "comuni/gussola.md").read_text("utf-8").split("---\n", 2)
    assert yaml.safe_load(front_matter) == {
        "title": "Gussola",
        "description": "Che cosa c'è per chi abita a Gussola, e chi ti risponde.",
        "summary": "Che cosa c'è per chi abita a Gussola, e chi ti risponde.",
    }
    assert "/moduli/it/contatto?progetto=activity&amp;comune=019052" in text
    help_page = (tmp_path / "aiuto.md").read_text("utf-8").split("---\n", 2)[2]
    html = markdown.markdown(help_page, extensions=["md_in_html", "attr_list", "toc"])
    assert '<h2 id="chiama">Chiama</h2>' in html
    assert "Di <em>mattina</em>." in html

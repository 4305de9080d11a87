"""Alerts on the pages of a real build."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.pagecheck import check_page

from .conftest import build, draw

ALERTS = """\
=== docs/avvisi.md
---
kind: alerts
title: Avvisi
alerts:
  - {text: Il telefono di Mestieri non funziona, end: 2199-12-31, organizations: [mestieri]}
  - {text: È finito, end: 2021-01-01, everywhere: true}
  - {text: Domani chiude, start: 2199-12-30, end: 2199-12-31, municipalities: [gussola]}
---
=== translations/en/content/avvisi.po
msgid ""
msgstr "Language: en\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "Il telefono di Mestieri non funziona"
msgstr "The telephone of Mestieri is out of order"
"""
ENDING = """\
=== docs/avvisi.md
---
kind: alerts
title: Avvisi
alerts: [{text: Chiuso, end: 2026-06-30, everywhere: true}]
---
"""


def test_pages_concerned_show_what_holds_and_no_other_page_does(site: Path) -> None:
    made = build(draw(site, ALERTS), "--quiet")
    assert made.status == 0, made.output
    pages = made.pages()
    for path in ("comuni/gussola/index.html", "en/comuni/gussola/index.html", "avvisi/index.html"):
        check_page(pages[path], path)
    assert not [path for path, html in pages.items() if "È finito" in html]
    shown = {
        path for path, html in pages.items() if "assets/sportello/alerts.js" in html and path[:3] != "en/"
    }
    italian = {"comuni/gussola", "enti/mestieri", "servizi/lavoro", "progetti/activity"}
    assert {path for path in shown if path[:3] != "ar/"} == {f"{p}/index.html" for p in {*italian, "avvisi"}}

    english = _alerts(pages["en/comuni/gussola/index.html"])
    assert [alert.get("data-until") for alert in english] == ["2199-12-31", "2199-12-31"]
    assert [alert.get("data-from") for alert in english] == [None, "2199-12-30"]
    assert ["hidden" in alert.attrib for alert in english] == [False, True]
    first, coming = (" ".join(alert.itertext()) for alert in english)
    assert "The telephone of Mestieri is out of order" in first
    assert "Domani chiude" in coming
    assert [span.get("lang") for span in english[1].iter("span") if span.text == "Domani chiude"] == ["it"]

    arabic = _alerts(pages["ar/enti/mestieri/index.html"])
    said = next(
        span for span in arabic[0].iter("span") if span.text == "Il telefono di Mestieri non funziona"
    )
    assert (said.get("lang"), said.get("dir")) == ("it", "ltr")


@pytest.mark.parametrize(
    ("moment", "shown"),
    [(datetime(2026, 6, 30, 21, 59, tzinfo=UTC), True), (datetime(2026, 6, 30, 22, 1, tzinfo=UTC), False)],
)
def test_an_alert_ends_with_the_day_in_rome(site: Path, moment: datetime, *, shown: bool) -> None:
    draw(site, ENDING)
    config = site / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("[it, en, ar]", "[it]"), "utf-8")
    made = build(site, "--quiet", SOURCE_DATE_EPOCH=str(int(moment.timestamp())))
    assert made.status == 0, made.output
    assert ("Chiuso" in made.page("comuni/gussola")) == shown


def _alerts(page: str) -> list[Element]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    section = next(part for part in tree.iter("section") if "data-alerts" in part.attrib)
    assert section.get("aria-label")
    return [part for part in section.iter("div") if part.get("data-until")]

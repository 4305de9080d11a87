"""The script that hides alerts which ended since the build goes by the day in Rome, wherever the reader is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import sportello

SCRIPT = Path(sportello.__file__).parent / "mkdocs_plugin/theme/assets/sportello/alerts.js"
PAGE = """\
<section data-alerts><p id="now" data-until="2026-10-25">Ora</p>
<p id="later" data-from="2026-10-25" data-until="2026-10-26" hidden>Poi</p></section>
<div data-alerts><p id="listed" data-until="2026-10-25">Ora</p><p data-alerts-none hidden>Niente</p></div>"""


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-10-24T21:59:59Z", {"now", "listed"}),  # one second before midnight in Rome, in summer time
        ("2026-10-24T22:00:00Z", {"now", "later", "listed"}),
        ("2026-10-25T22:59:59Z", {"now", "later", "listed"}),  # the day has 25 hours
        ("2026-10-25T23:00:00Z", {"later"}),
        ("2026-10-26T23:00:00Z", set()),
    ],
)
def test_alerts_come_and_go_by_the_day_in_rome(browser: Browser, moment: str, shown: set[str]) -> None:
    context = browser.new_context(timezone_id="America/New_York")
    page = context.new_page()
    page.clock.set_fixed_time(moment)
    page.set_content(PAGE)
    page.add_script_tag(path=SCRIPT)
    for name in ("now", "later", "listed"):
        expect(page.locator(f"#{name}")).to_be_visible(visible=name in shown)
    expect(page.locator("[data-alerts-none]")).to_be_visible(visible="listed" not in shown)
    expect(page.locator("section")).to_be_visible(visible=bool(shown & {"now", "later"}))
    context.close()

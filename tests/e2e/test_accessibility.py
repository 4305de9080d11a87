"""axe-core finds nothing to object to: on every kind of page, in each language, light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.kinds import FORMS, MAILS, SITE, Way
from tests.e2e.reader import PHONE, WIDE, Reader, Readers

AXE = Axe()
"""The package brings axe-core; it is put into a page once and asked four times."""

ALL_RULES: dict[str, object] = {"resultTypes": ["violations"]}
COLOURS: dict[str, object] = {
    **ALL_RULES,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""What can differ between light and dark."""


@pytest.mark.parametrize("language", ["it", "en", "ar"])
@pytest.mark.parametrize("kind", [*SITE, *FORMS])
def test_pages_are_accessible(readers: Readers, kind: str, language: str) -> None:
    assert violations(readers.open(language), {**SITE, **FORMS}[kind]) == []


@pytest.mark.parametrize("kind", MAILS)
def test_the_mailbox_is_accessible(readers: Readers, kind: str) -> None:
    assert violations(readers.open(), MAILS[kind]) == []


def violations(reader: Reader, way: Way) -> list[str]:
    """What axe-core says about a page in its four guises."""
    way(reader)
    reader.page.evaluate(AXE.axe_script)
    found = []
    for size in (WIDE, PHONE):
        reader.page.set_viewport_size(size)  # type: ignore[arg-type] # a TypedDict of the same keys
        reader.page.emulate_media(color_scheme="light")
        found += _said(reader, ALL_RULES, f"light, {size['width']} wide")
        reader.page.emulate_media(color_scheme="dark")
        found += _said(reader, COLOURS, f"dark, {size['width']} wide")
    return found


def _said(reader: Reader, options: dict[str, object], guise: str) -> list[str]:
    results = reader.page.evaluate("options => axe.run(options)", options)
    return [
        f"{guise}: {violation['id']}: {violation['help']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]

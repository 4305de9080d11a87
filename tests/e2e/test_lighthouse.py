"""`make lighthouse` on two pages: one that is opened, and one that only a post leads to."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright

from tests.lighthouse.measuring import FOLDER, measure
from tests.web_server import web_server

NOT_INSTALLED = (
    "Lighthouse is not in var/lighthouse: `make lighthouse` puts it there, with Node.js and a network."
)


@pytest.mark.skipif(not (FOLDER / "node_modules").is_dir(), reason=NOT_INSTALLED)
@pytest.mark.parametrize(("kind", "language"), [("not found", "ar"), ("errors", "it")])
def test_lighthouse_scores_a_page(base: str, kind: str, language: str) -> None:
    """How fast it is, on a machine that is busy with other tests, is no part of it."""
    with web_server(base) as address, sync_playwright() as playwright:
        page = measure(playwright, address, kind, language)
    assert page.error == ""
    assert set(page.short) <= {"performance"}, page.told()
    assert page.scores["performance"] > 0

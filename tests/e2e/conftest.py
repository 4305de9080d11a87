"""A served site and a browser. Each worker of a run serves its own site, so that they do not see each other's mails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.mailbox import Mailbox
from tests.e2e.reader import Readers, chromium
from tests.e2e.running import running_site


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the served site."""
    return tmp_path_factory.mktemp("checkout")


@pytest.fixture(scope="session")
def base(checkout: Path) -> Iterator[str]:
    """The address of the served site."""
    with running_site(checkout) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a file: Playwright keeps an event loop running, in which other files' tests could not run theirs."""
    with sync_playwright() as playwright, chromium(playwright) as running:
        yield running


@pytest.fixture
def readers(browser: Browser, base: str) -> Iterator[Readers]:
    """Opens readers; what they met is judged at the end of the test."""
    opened = Readers(browser, base)
    yield opened
    opened.close()


@pytest.fixture
def mailbox(readers: Readers) -> Mailbox:
    """The mailbox page, with the mails of before set aside."""
    return Mailbox(readers.open())

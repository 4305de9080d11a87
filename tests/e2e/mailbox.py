"""The partners' mails, as the mailbox page shows them."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field

from tests.e2e.reader import Reader

DEADLINE = 60.0
"""Seconds after which a mail counts as lost; it takes two or three."""


@dataclass
class Mailbox:
    """What has come since this was made; what was sent before is waited for and set aside."""

    reader: Reader
    before: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._wait_for_delivery()
        self.before = self._all()

    def wait_for_mail(self, partner: str) -> str:
        """Open the one new mail of a partner, by the title of its page, and return its text."""
        end = time.monotonic() + DEADLINE
        while not (new := self._of(partner) - self.before):
            assert time.monotonic() < end, f"no mail for {partner}"
        assert len(new) == 1, f"{len(new)} mails for {partner}"
        self.reader.open(new.pop())
        return self.reader.page.locator("pre").text_content() or ""

    def count_when_all_is_delivered(self) -> int:
        """How many mails have come, once the server has none left to deliver."""
        self._wait_for_delivery()
        return len(self._all() - self.before)

    def _of(self, partner: str) -> set[str]:
        self.reader.open("/mailbox/")
        section = self.reader.page.get_by_role("region", name=partner, exact=True)
        assert section.count() == 1, f"the mailbox knows no {partner}"
        return {link.get_attribute("href") or "" for link in section.get_by_role("link").all()}

    def _all(self) -> set[str]:
        self.reader.open("/mailbox/")
        links = self.reader.page.locator("main li a").all()
        return {link.get_attribute("href") or "" for link in links}

    def _wait_for_delivery(self) -> None:
        end = time.monotonic() + DEADLINE
        while self._is_waiting():
            assert time.monotonic() < end, "a request is not delivered"

    def _is_waiting(self) -> bool:
        response = self.reader.page.request.get(f"{self.reader.base}/health")
        return json.loads(response.text())["oldest_undelivered"] is not None

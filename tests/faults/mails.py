"""What arrived at the mail server, as the partners see it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from email import message_from_bytes, policy

from aiosmtpd.smtp import Envelope

from forms_app.mail.message import POSSIBLE_DUPLICATE

_MARK = re.compile(r"prova-\d+")


@dataclass(frozen=True)
class Mail:
    """One copy of a request's mail."""

    message_id: str
    mark: str
    """Of the citizen who asked."""
    says_duplicate: bool


@dataclass(frozen=True)
class Arrived:
    """All mails, each citizen's copies in the order in which they came."""

    copies: dict[str, list[Mail]]
    others: int
    """Reminders and the like, which name nobody."""

    @property
    def repeated(self) -> list[list[Mail]]:
        """The copies of what came more than once."""
        return [copies for copies in self.copies.values() if len(copies) > 1]

    @property
    def duplicates(self) -> int:
        """How many copies were too many."""
        return sum(len(copies) - 1 for copies in self.repeated)

    def every_repeat_is_honest(self) -> bool:
        """Whether every copy after the first has the same Message-ID and says that it may be a duplicate."""
        return all(
            copy.message_id == first.message_id and copy.says_duplicate
            for first, *others in self.repeated
            for copy in others
        )


def read(taken: list[Envelope]) -> Arrived:
    """Read what the server took."""
    copies: dict[str, list[Mail]] = defaultdict(list)
    found = [_mail(bytes(envelope.original_content or b"")) for envelope in taken]
    for mail in filter(None, found):
        copies[mail.mark].append(mail)
    return Arrived(dict(copies), found.count(None))


def _mail(content: bytes) -> Mail | None:
    message = message_from_bytes(content, policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    found = _MARK.search(text)
    if found is None:
        return None
    header, yes = POSSIBLE_DUPLICATE
    says = message.get(header) == yes
    assert says == ("Possibile doppione" in text)
    return Mail(str(message["Message-ID"]), found[0], says)
